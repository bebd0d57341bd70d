-- Rows in which public.totals and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.region::text, q.product::text, q.level::integer, q.sales::bigint, q.amount::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.region, q.product, q.level, q.sales, q.amount)::text) AS row
    FROM (
      SELECT region, product, grouping(region, product) AS level, count(*) AS sales, sum(amount) AS amount FROM sales GROUP BY ROLLUP (region, product)
    ) AS q (region, product, level, sales, amount)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.region::text, q.product::text, q.level::integer, q.sales::bigint, q.amount::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.region, q.product, q.level, q.sales, q.amount)::text) AS row
    FROM (
      SELECT *
      FROM public.totals
    ) AS q (region, product, level, sales, amount)
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
