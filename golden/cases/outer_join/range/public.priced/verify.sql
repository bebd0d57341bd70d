-- Rows in which public.priced and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q."day"::date, q.price::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q."day", q.price)::text) AS row
    FROM (
      SELECT s.id, s.day, p.price
FROM sales s
LEFT JOIN prices p ON s.day BETWEEN p.since AND p.until AND p.price <= s.limit_price
    ) AS q (id, "day", price)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q."day"::date, q.price::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q."day", q.price)::text) AS row
    FROM (
      SELECT *
      FROM public.priced
    ) AS q (id, "day", price)
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
