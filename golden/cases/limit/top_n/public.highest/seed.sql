-- First fill of public.highest.
INSERT INTO deltamill.public_highest__rows (
  bidder,
  amount,
  __row_id
)
SELECT
  q.bidder,
  q.amount,
  sha256(record_send(ROW(q.bidder::text, q.amount::numeric(8,2)))) AS __row_id
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
) AS q (bidder, amount);
ANALYZE deltamill.public_highest__rows;
