-- First fill of public.accounts.
INSERT INTO deltamill.public_accounts__rows (
  account,
  payments,
  euro,
  __count,
  __sum_euro
)
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      payments.account,
      count(*) AS __count,
      COALESCE(sum(payments.cents::numeric / 100.0), '0'::numeric) AS __sum_euro
    FROM
      public.payments AS payments
    WHERE (NOT payments.void)
    GROUP BY
      payments.account
  )
SELECT
  g.account,
  g.__count AS payments,
  g.__sum_euro AS euro,
  g.__count,
  g.__sum_euro
FROM
  groups AS g;
ANALYZE deltamill.public_accounts__rows;
