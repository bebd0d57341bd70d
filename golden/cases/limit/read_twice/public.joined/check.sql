-- Columns that PostgreSQL reads in the query of public.joined otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_joined__query (
  left_missing,
  right_missing
) AS
WITH c AS (SELECT id, a, n, s FROM items ORDER BY s LIMIT 5)
SELECT l.id IS NULL AS left_missing, r.n IS NULL AS right_missing FROM c AS l FULL JOIN c AS r ON l.id = r.id
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.bool')),
  (2, to_regtype('pg_catalog.bool'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_joined__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
