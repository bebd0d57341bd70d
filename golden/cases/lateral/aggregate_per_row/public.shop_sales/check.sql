-- Columns that PostgreSQL reads in the query of public.shop_sales otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_shop_sales__query (
  id,
  sales,
  amount
) AS
SELECT s.id, t.sales, t.amount
FROM shops s
CROSS JOIN LATERAL (
  SELECT count(*) AS sales, sum(x.amount) AS amount FROM sales x WHERE x.shop = s.id AND x.amount > s.floor
) t
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.int4')),
  (2, to_regtype('pg_catalog.int8')),
  (3, to_regtype('pg_catalog."numeric"'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_shop_sales__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
