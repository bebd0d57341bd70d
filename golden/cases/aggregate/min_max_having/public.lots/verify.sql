-- Rows in which public.lots and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.lot::integer, q.highest::integer, q.first::date))) AS identity,
      count(*) AS copies,
      min(ROW(q.lot, q.highest, q.first)::text) AS row
    FROM (
      SELECT lot, max(amount) AS highest, min(at) AS first FROM bids GROUP BY lot HAVING count(*) > 2
    ) AS q (lot, highest, first)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.lot::integer, q.highest::integer, q.first::date))) AS identity,
      count(*) AS copies,
      min(ROW(q.lot, q.highest, q.first)::text) AS row
    FROM (
      SELECT *
      FROM public.lots
    ) AS q (lot, highest, first)
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
