-- Rows in which public.left_over and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.lot::integer, q.grade::character(1)))) AS identity,
      count(*) AS copies,
      min(ROW(q.lot, q.grade)::text) AS row
    FROM (
      SELECT lot, grade FROM received EXCEPT ALL SELECT lot, grade FROM used
    ) AS q (lot, grade)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.lot::integer, q.grade::character(1)))) AS identity,
      count(*) AS copies,
      min(ROW(q.lot, q.grade)::text) AS row
    FROM (
      SELECT *
      FROM public.left_over
    ) AS q (lot, grade)
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
