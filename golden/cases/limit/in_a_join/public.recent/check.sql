-- Columns that PostgreSQL reads in the query of public.recent otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_recent__query (
  name,
  at
) AS
SELECT p.name, v.at FROM people p LEFT JOIN (SELECT person, at FROM visits ORDER BY at DESC, id LIMIT 4) v ON v.person = p.id
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog."timestamp"'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_recent__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
