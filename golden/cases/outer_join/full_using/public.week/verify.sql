-- Rows in which public.week and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q."day"::integer, q.planned::integer, q.worked::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q."day", q.planned, q.worked)::text) AS row
    FROM (
      SELECT day, p.hours AS planned, w.hours AS worked
FROM planned p
FULL JOIN worked w USING (day)
    ) AS q ("day", planned, worked)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q."day"::integer, q.planned::integer, q.worked::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q."day", q.planned, q.worked)::text) AS row
    FROM (
      SELECT *
      FROM public.week
    ) AS q ("day", planned, worked)
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
