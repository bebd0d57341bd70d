-- Rows in which public.balances and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.owner::text, q.balance::numeric, q.largest::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.owner, q.balance, q.largest)::text) AS row
    FROM (
      SELECT a.owner, b.balance, b.largest
FROM accounts a
JOIN (SELECT account, sum(amount) AS balance, max(amount) AS largest FROM bookings GROUP BY account) b ON b.account = a.id
    ) AS q (owner, balance, largest)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.owner::text, q.balance::numeric, q.largest::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.owner, q.balance, q.largest)::text) AS row
    FROM (
      SELECT *
      FROM public.balances
    ) AS q (owner, balance, largest)
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
