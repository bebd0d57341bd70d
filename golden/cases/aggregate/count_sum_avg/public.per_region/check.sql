-- Columns that PostgreSQL reads in the query of public.per_region otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_per_region__query (
  region,
  lines,
  priced,
  amount,
  pieces
) AS
SELECT region, count(*) AS lines, count(amount) AS priced, sum(amount) AS amount, avg(pieces) AS pieces
FROM sales
GROUP BY region
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog.int8')),
  (3, to_regtype('pg_catalog.int8')),
  (4, to_regtype('pg_catalog."numeric"')),
  (5, to_regtype('pg_catalog."numeric"'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_per_region__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
