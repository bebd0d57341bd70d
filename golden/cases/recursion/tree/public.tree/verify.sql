-- Rows in which public.tree and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.path::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.path)::text) AS row
    FROM (
      WITH RECURSIVE t(id, path) AS (
  SELECT id, name FROM parts WHERE parent IS NULL
  UNION ALL
  SELECT p.id, t.path || '/' || p.name FROM parts p JOIN t ON p.parent = t.id
)
SELECT id, path FROM t
    ) AS q (id, path)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.path::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.path)::text) AS row
    FROM (
      SELECT *
      FROM public.tree
    ) AS q (id, path)
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
