-- Rows in which public.recent and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.at::timestamp without time zone))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.at)::text) AS row
    FROM (
      SELECT p.name, v.at FROM people p LEFT JOIN (SELECT person, at FROM visits ORDER BY at DESC, id LIMIT 4) v ON v.person = p.id
    ) AS q (name, at)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.at::timestamp without time zone))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.at)::text) AS row
    FROM (
      SELECT *
      FROM public.recent
    ) AS q (name, at)
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
