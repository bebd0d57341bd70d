-- Rows in which public.per_region and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.region::text, q.lines::bigint, q.priced::bigint, q.amount::numeric, q.pieces::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.region, q.lines, q.priced, q.amount, q.pieces)::text) AS row
    FROM (
      SELECT region, count(*) AS lines, count(amount) AS priced, sum(amount) AS amount, avg(pieces) AS pieces
FROM sales
GROUP BY region
    ) AS q (region, lines, priced, amount, pieces)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.region::text, q.lines::bigint, q.priced::bigint, q.amount::numeric, q.pieces::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.region, q.lines, q.priced, q.amount, q.pieces)::text) AS row
    FROM (
      SELECT *
      FROM public.per_region
    ) AS q (region, lines, priced, amount, pieces)
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
