-- Rows in which public.open_orders and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.id::integer, q.amount::numeric(10,2)))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.id, q.amount)::text) AS row
    FROM (
      SELECT c.name, o.id, o.amount
FROM customers c
LEFT JOIN orders o ON o.customer = c.id AND o.open
    ) AS q (name, id, amount)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.id::integer, q.amount::numeric(10,2)))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.id, q.amount)::text) AS row
    FROM (
      SELECT *
      FROM public.open_orders
    ) AS q (name, id, amount)
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
