-- Columns that PostgreSQL reads in the query of public.payers otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_payers__query (
  payer,
  amounts,
  different,
  middle,
  share
) AS
SELECT
  payer,
  array_agg(amount ORDER BY amount DESC NULLS LAST) AS amounts,
  count(DISTINCT amount) AS different,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FILTER (WHERE amount > 5) AS middle,
  sum(share) AS share
FROM payments
GROUP BY payer
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.text')),
  (2, to_regtype('pg_catalog._numeric')),
  (3, to_regtype('pg_catalog.int8')),
  (4, to_regtype('pg_catalog.float8')),
  (5, to_regtype('pg_catalog.float8'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_payers__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
