-- First fill of public.lots.
INSERT INTO deltamill.public_lots__rows (
  lot,
  highest,
  first,
  __count,
  __max_amount,
  __min_at,
  __visible
)
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      bids.lot,
      count(*) AS __count,
      max(bids.amount) AS __max_amount,
      min(bids.at) AS __min_at
    FROM
      public.bids AS bids
    GROUP BY
      bids.lot
  )
SELECT
  g.lot,
  g.__max_amount AS highest,
  g.__min_at AS first,
  g.__count,
  g.__max_amount,
  g.__min_at,
  (g.__count > 2) IS TRUE AS __visible
FROM
  groups AS g;
ANALYZE deltamill.public_lots__rows;
