-- Rows in which public.movements and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.item::text, q.quantity::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q.item, q.quantity)::text) AS row
    FROM (
      SELECT item, quantity FROM incoming
UNION ALL
SELECT item, -quantity FROM outgoing WHERE quantity <> 0
    ) AS q (item, quantity)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.item::text, q.quantity::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q.item, q.quantity)::text) AS row
    FROM (
      SELECT *
      FROM public.movements
    ) AS q (item, quantity)
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
