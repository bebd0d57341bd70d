-- Columns that PostgreSQL reads in the query of public.names otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_names__query (
  name,
  age,
  "day"
) AS
SELECT upper(name) AS name, CASE WHEN id > 2 THEN 'young' ELSE 'old' END AS age, born + 1 AS day FROM people
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog.text')),
  (3, to_regtype('pg_catalog.date'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_names__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
