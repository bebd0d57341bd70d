-- Columns that PostgreSQL reads in the query of public.lots otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_lots__query (
  lot,
  highest,
  first
) AS
SELECT lot, max(amount) AS highest, min(at) AS first FROM bids GROUP BY lot HAVING count(*) > 2
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.int4')),
  (2, to_regtype('pg_catalog.int4')),
  (3, to_regtype('pg_catalog.date'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_lots__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
