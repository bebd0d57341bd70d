-- Set-returning functions where PostgreSQL does not take them.
CREATE STREAM TABLE filtered AS SELECT x FROM a1 WHERE generate_series(1, x) > 1;
CREATE STREAM TABLE joined AS SELECT a1.x FROM a1 JOIN ev ON generate_series(1, a1.x) = ev.k;
CREATE STREAM TABLE kept AS SELECT x FROM a1 GROUP BY x HAVING generate_series(1, 2) > 1;
CREATE STREAM TABLE branched AS SELECT CASE WHEN x > 1 THEN generate_series(1, x) END AS n FROM a1;
CREATE STREAM TABLE first_of AS SELECT coalesce(generate_series(1, x), 0) AS n FROM a1;
CREATE STREAM TABLE summed AS SELECT sum(generate_series(1, x)) AS n FROM a1;
CREATE STREAM TABLE listed AS VALUES (generate_series(1, 2));
CREATE STREAM TABLE rows_of AS SELECT json_each('{"a":1}'::json) AS pair FROM a1;
CREATE STREAM TABLE asked AS SELECT generate_series(1, x) IN (SELECT k FROM ev) AS known FROM a1;
