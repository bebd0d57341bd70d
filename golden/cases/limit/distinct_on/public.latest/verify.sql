-- Rows in which public.latest and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.item::integer, q.price::numeric(8,2)))) AS identity,
      count(*) AS copies,
      min(ROW(q.item, q.price)::text) AS row
    FROM (
      SELECT DISTINCT ON (item) item, price FROM prices ORDER BY item, day DESC
    ) AS q (item, price)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.item::integer, q.price::numeric(8,2)))) AS identity,
      count(*) AS copies,
      min(ROW(q.item, q.price)::text) AS row
    FROM (
      SELECT *
      FROM public.latest
    ) AS q (item, price)
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
