-- Rows in which public.reached and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.n::integer, q.name::text, q.next::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q.n, q.name, q.next)::text) AS row
    FROM (
      WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT l.b FROM links l JOIN r ON l.a = r.n)
SELECT r.n, p.name, s.n AS next FROM r JOIN parts p ON p.id = r.n LEFT JOIN r s ON s.n = r.n + 1
    ) AS q (n, name, next)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.n::integer, q.name::text, q.next::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q.n, q.name, q.next)::text) AS row
    FROM (
      SELECT *
      FROM public.reached
    ) AS q (n, name, next)
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
