-- Rows in which public.open_items and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.item::integer, q.region::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.item, q.region)::text) AS row
    FROM (
      SELECT item, region FROM ordered EXCEPT SELECT item, region FROM delivered
    ) AS q (item, region)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.item::integer, q.region::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.item, q.region)::text) AS row
    FROM (
      SELECT *
      FROM public.open_items
    ) AS q (item, region)
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
