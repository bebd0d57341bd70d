-- Columns that PostgreSQL reads in the query of public.ranked otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_ranked__query (
  track,
  runner,
  seconds,
  place,
  rank,
  near,
  lately
) AS
SELECT track, runner, seconds,
  row_number() OVER fastest AS place,
  rank() OVER fastest AS rank,
  count(*) FILTER (WHERE seconds > 11) OVER (fastest ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS near,
  sum(seconds) OVER (PARTITION BY runner ORDER BY day RANGE BETWEEN '2 days' PRECEDING AND CURRENT ROW EXCLUDE TIES) AS lately
FROM runs
WINDOW fastest AS (PARTITION BY track ORDER BY seconds DESC NULLS LAST)
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.int4')),
  (2, to_regtype('pg_catalog.text')),
  (3, to_regtype('pg_catalog."numeric"')),
  (4, to_regtype('pg_catalog.int8')),
  (5, to_regtype('pg_catalog.int8')),
  (6, to_regtype('pg_catalog.int8')),
  (7, to_regtype('pg_catalog."numeric"'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_ranked__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
