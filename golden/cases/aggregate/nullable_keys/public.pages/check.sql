-- Columns that PostgreSQL reads in the query of public.pages otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_pages__query (
  page,
  country,
  visits,
  longest
) AS
SELECT page, country, count(*) AS visits, max(seconds) AS longest FROM visits GROUP BY page, country
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog.text')),
  (3, to_regtype('pg_catalog.int8')),
  (4, to_regtype('pg_catalog.int4'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_pages__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
