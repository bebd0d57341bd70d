-- Columns that PostgreSQL reads in the query of public.labels otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_labels__query (
  k,
  n,
  labelled,
  last
) AS
SELECT a.k, count(*) AS n, count(c.id) AS labelled, max(c.label) AS last
FROM a
LEFT JOIN (b RIGHT JOIN c ON c.id = b.c_id) ON b.a_id = a.id
GROUP BY a.k
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.int4')),
  (2, to_regtype('pg_catalog.int8')),
  (3, to_regtype('pg_catalog.int8')),
  (4, to_regtype('pg_catalog.text'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_labels__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
