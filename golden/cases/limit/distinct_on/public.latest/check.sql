-- Columns that PostgreSQL reads in the query of public.latest otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_latest__query (
  item,
  price
) AS
SELECT DISTINCT ON (item) item, price FROM prices ORDER BY item, day DESC
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.int4')),
  (2, to_regtype('pg_catalog."numeric"'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_latest__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
