-- First fill of public.totals.
INSERT INTO deltamill.public_totals__rows (
  payments,
  amount,
  last,
  __count,
  __sum_amount,
  __max_at
)
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      count(*) AS __count,
      COALESCE(sum(payments.amount), '0'::numeric) AS __sum_amount,
      max(payments.at) AS __max_at
    FROM
      public.payments AS payments
  )
SELECT
  g.__count AS payments,
  CASE WHEN g.__count > 0::bigint THEN g.__sum_amount END AS amount,
  g.__max_at AS last,
  g.__count,
  g.__sum_amount,
  g.__max_at
FROM
  groups AS g;
ANALYZE deltamill.public_totals__rows;
