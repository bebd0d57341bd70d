-- Rows in which public.placed and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.amount::numeric(10,2), q.nation::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.amount, q.nation)::text) AS row
    FROM (
      SELECT o.id, o.amount, n.name AS nation
FROM orders o, customers c, nations n
WHERE o.customer = c.id AND c.nation = n.id
    ) AS q (id, amount, nation)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.amount::numeric(10,2), q.nation::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.amount, q.nation)::text) AS row
    FROM (
      SELECT *
      FROM public.placed
    ) AS q (id, amount, nation)
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
