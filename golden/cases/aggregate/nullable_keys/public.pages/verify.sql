-- Rows in which public.pages and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.page::text, q.country::text, q.visits::bigint, q.longest::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q.page, q.country, q.visits, q.longest)::text) AS row
    FROM (
      SELECT page, country, count(*) AS visits, max(seconds) AS longest FROM visits GROUP BY page, country
    ) AS q (page, country, visits, longest)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.page::text, q.country::text, q.visits::bigint, q.longest::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q.page, q.country, q.visits, q.longest)::text) AS row
    FROM (
      SELECT *
      FROM public.pages
    ) AS q (page, country, visits, longest)
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
