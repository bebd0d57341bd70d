-- Columns that PostgreSQL reads in the query of public.reached otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_reached__query (
  n,
  name,
  next
) AS
WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT l.b FROM links l JOIN r ON l.a = r.n)
SELECT r.n, p.name, s.n AS next FROM r JOIN parts p ON p.id = r.n LEFT JOIN r s ON s.n = r.n + 1
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.int4')),
  (2, to_regtype('pg_catalog.text')),
  (3, to_regtype('pg_catalog.int4'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_reached__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
