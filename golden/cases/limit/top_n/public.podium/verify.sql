-- Rows in which public.podium and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.lot::integer, q.amount::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.lot, q.amount)::text) AS row
    FROM (
      SELECT lot, sum(amount) AS amount FROM bids GROUP BY lot ORDER BY amount DESC FETCH FIRST 2 ROWS WITH TIES
    ) AS q (lot, amount)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.lot::integer, q.amount::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.lot, q.amount)::text) AS row
    FROM (
      SELECT *
      FROM public.podium
    ) AS q (lot, amount)
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
