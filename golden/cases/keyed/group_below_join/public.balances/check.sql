-- Columns that PostgreSQL reads in the query of public.balances otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_balances__query (
  owner,
  balance,
  largest
) AS
SELECT a.owner, b.balance, b.largest
FROM accounts a
JOIN (SELECT account, sum(amount) AS balance, max(amount) AS largest FROM bookings GROUP BY account) b ON b.account = a.id
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog."numeric"')),
  (3, to_regtype('pg_catalog."numeric"'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_balances__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
