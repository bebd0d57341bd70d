-- First fill of public.per_region.
INSERT INTO deltamill.public_per_region__rows (
  region,
  lines,
  priced,
  amount,
  pieces,
  __count,
  __count_amount,
  __sum_amount,
  __sum_pieces
)
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      sales.region,
      count(*) AS __count,
      count(sales.amount) AS __count_amount,
      COALESCE(sum(sales.amount), '0'::numeric) AS __sum_amount,
      COALESCE(sum(sales.pieces), 0::bigint) AS __sum_pieces
    FROM
      public.sales AS sales
    GROUP BY
      sales.region
  )
SELECT
  g.region,
  g.__count AS lines,
  g.__count_amount AS priced,
  CASE WHEN g.__count_amount > 0::bigint THEN g.__sum_amount END AS amount,
  g.__sum_pieces::numeric / g.__count::numeric AS pieces,
  g.__count,
  g.__count_amount,
  g.__sum_amount,
  g.__sum_pieces
FROM
  groups AS g;
ANALYZE deltamill.public_per_region__rows;
