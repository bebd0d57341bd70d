-- Rows in which public.labels and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.k::integer, q.n::bigint, q.labelled::bigint, q.last::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.k, q.n, q.labelled, q.last)::text) AS row
    FROM (
      SELECT a.k, count(*) AS n, count(c.id) AS labelled, max(c.label) AS last
FROM a
LEFT JOIN (b RIGHT JOIN c ON c.id = b.c_id) ON b.a_id = a.id
GROUP BY a.k
    ) AS q (k, n, labelled, last)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.k::integer, q.n::bigint, q.labelled::bigint, q.last::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.k, q.n, q.labelled, q.last)::text) AS row
    FROM (
      SELECT *
      FROM public.labels
    ) AS q (k, n, labelled, last)
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
