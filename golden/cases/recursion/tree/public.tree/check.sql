-- Columns that PostgreSQL reads in the query of public.tree otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_tree__query (
  id,
  path
) AS
WITH RECURSIVE t(id, path) AS (
  SELECT id, name FROM parts WHERE parent IS NULL
  UNION ALL
  SELECT p.id, t.path || '/' || p.name FROM parts p JOIN t ON p.parent = t.id
)
SELECT id, path FROM t
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.int4')),
  (2, to_regtype('pg_catalog.text'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_tree__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
