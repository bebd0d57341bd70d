-- What GROUPING SETS and GROUPING may not be.
CREATE STREAM TABLE no_key AS SELECT x, grouping(y) AS g FROM a1 GROUP BY ROLLUP (x);
CREATE STREAM TABLE no_group AS SELECT grouping(x) AS g FROM a1;
CREATE STREAM TABLE ungrouped AS SELECT x, y FROM a1 GROUP BY CUBE (x);
CREATE STREAM TABLE in_where AS SELECT x FROM a1 WHERE grouping(x) = 0 GROUP BY ROLLUP (x);
CREATE STREAM TABLE wide AS SELECT count(*) AS c FROM a1 GROUP BY CUBE (x, y, x, y, x, y, x, y, x, y, x, y, x);
CREATE STREAM TABLE placed AS SELECT x FROM a1 GROUP BY ROLLUP (2);
CREATE STREAM TABLE unequal AS SELECT count(*) AS c FROM a1 GROUP BY ROLLUP (point(1, 2));
CREATE STREAM TABLE many AS SELECT x, count(*) AS c FROM a1 GROUP BY DISTINCT CUBE (x, y, x, y, x, y), CUBE (x, y, x, y, x, y), ROLLUP (x);
