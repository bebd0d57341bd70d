-- Rows in which public.totals and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.payments::bigint, q.amount::numeric, q.last::date))) AS identity,
      count(*) AS copies,
      min(ROW(q.payments, q.amount, q.last)::text) AS row
    FROM (
      SELECT count(*) AS payments, sum(amount) AS amount, max(at) AS last FROM payments
    ) AS q (payments, amount, last)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.payments::bigint, q.amount::numeric, q.last::date))) AS identity,
      count(*) AS copies,
      min(ROW(q.payments, q.amount, q.last)::text) AS row
    FROM (
      SELECT *
      FROM public.totals
    ) AS q (payments, amount, last)
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
