-- Rows in which public.statements and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.owner::text, q.bookings::bigint, q.largest::numeric, q.late::boolean))) AS identity,
      count(*) AS copies,
      min(ROW(q.owner, q.bookings, q.largest, q.late)::text) AS row
    FROM (
      SELECT a.owner,
  (SELECT count(*) FROM bookings b WHERE b.account = a.id) AS bookings,
  (SELECT max(b.amount) FROM bookings b WHERE b.account = a.id) AS largest,
  a.id > (SELECT avg(account) FROM bookings) AS late
FROM accounts a
    ) AS q (owner, bookings, largest, late)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.owner::text, q.bookings::bigint, q.largest::numeric, q.late::boolean))) AS identity,
      count(*) AS copies,
      min(ROW(q.owner, q.bookings, q.largest, q.late)::text) AS row
    FROM (
      SELECT *
      FROM public.statements
    ) AS q (owner, bookings, largest, late)
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
