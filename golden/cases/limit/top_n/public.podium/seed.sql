-- First fill of public.podium.
INSERT INTO deltamill.public_podium__rows (
  lot,
  amount,
  __row_id
)
SELECT
  q.lot,
  q.amount,
  sha256(record_send(ROW(q.lot::integer, q.amount::numeric))) AS __row_id
FROM (
  SELECT
    windowed.lot,
    windowed.sum AS amount
  FROM
    (
      SELECT
        ordered.lot,
        ordered.sum,
        rank() OVER (ORDER BY ordered.sum DESC) AS rank
      FROM (
        SELECT
          bids.lot,
          sum(bids.amount) AS sum
        FROM
          public.bids AS bids
        GROUP BY
          bids.lot
      ) AS ordered
    ) AS windowed (lot, sum, rank)
  WHERE windowed.rank <= 2::bigint
) AS q (lot, amount);
ANALYZE deltamill.public_podium__rows;
