-- Rows in which public.choices and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.tag::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.tag)::text) AS row
    FROM (
      SELECT tag FROM tags
UNION ALL
SELECT 'none'
    ) AS q (tag)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.tag::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.tag)::text) AS row
    FROM (
      SELECT *
      FROM public.choices
    ) AS q (tag)
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
