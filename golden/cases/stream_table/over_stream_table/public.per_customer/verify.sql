-- Rows in which public.per_customer and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.customer::integer, q.orders::bigint, q.amount::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.customer, q.orders, q.amount)::text) AS row
    FROM (
      SELECT customer, count(*) AS orders, sum(amount) AS amount FROM orders GROUP BY customer
    ) AS q (customer, orders, amount)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.customer::integer, q.orders::bigint, q.amount::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.customer, q.orders, q.amount)::text) AS row
    FROM (
      SELECT *
      FROM public.per_customer
    ) AS q (customer, orders, amount)
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
