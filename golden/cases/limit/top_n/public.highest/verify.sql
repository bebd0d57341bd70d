-- Rows in which public.highest and its query differ; none when all is well.
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.bidder::text, q.amount::numeric(8,2)))) AS identity,
      count(*) AS copies,
      min(ROW(q.bidder, q.amount)::text) AS row
    FROM (
      SELECT
        windowed.bidder,
        windowed.amount
      FROM
        (
          SELECT
            ordered.bidder,
            ordered.amount,
            row_number() OVER (ORDER BY ordered.amount DESC NULLS LAST, sha256(record_send(ROW(ordered.bidder, ordered.amount)))) AS row_number
          FROM (
            SELECT
              bids.bidder,
              bids.amount
            FROM
              public.bids AS bids
          ) AS ordered
        ) AS windowed (bidder, amount, row_number)
      WHERE windowed.row_number > 2::bigint
        AND windowed.row_number <= 12::bigint
    ) AS q (bidder, amount)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.bidder::text, q.amount::numeric(8,2)))) AS identity,
      count(*) AS copies,
      min(ROW(q.bidder, q.amount)::text) AS row
    FROM (
      SELECT *
      FROM public.highest
    ) AS q (bidder, amount)
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
