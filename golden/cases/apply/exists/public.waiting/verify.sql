-- Rows in which public.waiting and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.name::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.name)::text) AS row
    FROM (
      SELECT c.id, c.name
FROM customers c
WHERE EXISTS (SELECT FROM orders o WHERE o.customer = c.id AND o.open)
  AND NOT EXISTS (SELECT FROM orders o WHERE o.customer = c.id AND NOT o.open)
    ) AS q (id, name)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.name::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.name)::text) AS row
    FROM (
      SELECT *
      FROM public.waiting
    ) AS q (id, name)
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
