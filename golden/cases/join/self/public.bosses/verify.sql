-- Rows in which public.bosses and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.boss::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.boss)::text) AS row
    FROM (
      SELECT s.name, b.name AS boss FROM staff s JOIN staff b ON b.id = s.boss
    ) AS q (name, boss)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.boss::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.boss)::text) AS row
    FROM (
      SELECT *
      FROM public.bosses
    ) AS q (name, boss)
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
