-- Columns that PostgreSQL reads in the query of public.good_standing otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_good_standing__query (
  person,
  city
) AS
SELECT i.person, c.city
FROM (SELECT person, club FROM members INTERSECT SELECT person, club FROM payers) AS i
JOIN clubs AS c ON c.name = i.club
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
WHERE a.attrelid = 'deltamill.public_good_standing__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
