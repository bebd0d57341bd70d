-- Columns that PostgreSQL reads in the query of public.highest otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_highest__query (
  bidder,
  amount
) AS
SELECT bidder, amount FROM bids ORDER BY amount DESC NULLS LAST LIMIT 10 OFFSET 2
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog."numeric"'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_highest__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
