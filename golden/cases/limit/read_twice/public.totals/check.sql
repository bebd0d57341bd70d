-- Columns that PostgreSQL reads in the query of public.totals otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_totals__query (
  same
) AS
SELECT total = min(total) OVER () AS same
FROM (
  SELECT which, sum(n) AS total
  FROM (SELECT GROUPING(a) AS which, sum(n) AS n FROM (SELECT a, b, n FROM items ORDER BY s LIMIT 5) AS few GROUP BY GROUPING SETS ((a), (b))) AS sets
  GROUP BY which
) AS totals
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.bool'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_totals__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
