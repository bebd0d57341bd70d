-- Columns that PostgreSQL reads in the query of public.found otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_found__query (
  s,
  found
) AS
WITH c AS (SELECT DISTINCT ON (s) id, n, s FROM items)
SELECT l.s, l.id IN (SELECT r.id FROM c AS r WHERE r.n < 100) AS found FROM c AS l
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog.bool'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_found__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
