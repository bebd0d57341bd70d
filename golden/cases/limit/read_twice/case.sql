-- A limit whose rows are read twice: PostgreSQL chooses among tied rows once, so all readers see the same rows, whichever columns each of them reads.
-- schema
CREATE TABLE items (id int PRIMARY KEY, a int, b int, n int NOT NULL, s text);
INSERT INTO items SELECT i, i % 4, i % 5, 50 - i, 's' || i % 3 FROM generate_series(1, 30) AS i;
-- definition
CREATE STREAM TABLE joined AS
WITH c AS (SELECT id, a, n, s FROM items ORDER BY s LIMIT 5)
SELECT l.id IS NULL AS left_missing, r.n IS NULL AS right_missing FROM c AS l FULL JOIN c AS r ON l.id = r.id;
CREATE STREAM TABLE found AS
WITH c AS (SELECT DISTINCT ON (s) id, n, s FROM items)
SELECT l.s, l.id IN (SELECT r.id FROM c AS r WHERE r.n < 100) AS found FROM c AS l;
CREATE STREAM TABLE totals AS
SELECT total = min(total) OVER () AS same
FROM (
  SELECT which, sum(n) AS total
  FROM (SELECT GROUPING(a) AS which, sum(n) AS n FROM (SELECT a, b, n FROM items ORDER BY s LIMIT 5) AS few GROUP BY GROUPING SETS ((a), (b))) AS sets
  GROUP BY which
) AS totals;
-- changes
DELETE FROM items WHERE id IN (3, 7, 8);
UPDATE items SET n = n + 7, s = 's0' WHERE id % 5 = 0;
INSERT INTO items VALUES (40, NULL, NULL, 3, 's0'), (41, NULL, 1, 3, 's0'), (42, 1, 1, 3, NULL);
-- expect: joined: ROW_ID_SENSITIVE, refreshes by DIFF
-- expect: found: ROW_ID_SENSITIVE, refreshes by DIFF
