-- Rows in which public.shop_sales and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.sales::bigint, q.amount::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.sales, q.amount)::text) AS row
    FROM (
      SELECT s.id, t.sales, t.amount
FROM shops s
CROSS JOIN LATERAL (
  SELECT count(*) AS sales, sum(x.amount) AS amount FROM sales x WHERE x.shop = s.id AND x.amount > s.floor
) t
    ) AS q (id, sales, amount)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.sales::bigint, q.amount::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.sales, q.amount)::text) AS row
    FROM (
      SELECT *
      FROM public.shop_sales
    ) AS q (id, sales, amount)
    GROUP BY
      1
  )
SELECT
  CASE WHEN coalesce(e.copies, 0) > coalesce(a.copies, 0) THEN 'missing' ELSE 'unexpected' END AS side,
  abs(coalesce(e.copies, 0) - coalesce(a.copies, 0)) AS copies,
  coalesce(e.row, a.row) AS row
FROM expected AS e
FULL JOIN actual AS a
  ON e.identity = a.identity
WHERE e.copies IS DISTINCT FROM a.copies;
