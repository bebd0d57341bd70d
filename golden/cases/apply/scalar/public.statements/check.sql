-- Columns that PostgreSQL reads in the query of public.statements otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_statements__query (
  owner,
  bookings,
  largest,
  late
) AS
SELECT a.owner,
  (SELECT count(*) FROM bookings b WHERE b.account = a.id) AS bookings,
  (SELECT max(b.amount) FROM bookings b WHERE b.account = a.id) AS largest,
  a.id > (SELECT avg(account) FROM bookings) AS late
FROM accounts a
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog.int8')),
  (3, to_regtype('pg_catalog."numeric"')),
  (4, to_regtype('pg_catalog.bool'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_statements__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
