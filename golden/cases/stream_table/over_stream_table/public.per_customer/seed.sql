-- First fill of public.per_customer.
INSERT INTO deltamill.public_per_customer__rows (
  customer,
  orders,
  amount,
  __count,
  __sum_amount
)
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      orders.customer,
      count(*) AS __count,
      COALESCE(sum(orders.amount), '0'::numeric) AS __sum_amount
    FROM
      public.orders AS orders
    GROUP BY
      orders.customer
  )
SELECT
  g.customer,
  g.__count AS orders,
  g.__sum_amount AS amount,
  g.__count,
  g.__sum_amount
FROM
  groups AS g;
ANALYZE deltamill.public_per_customer__rows;
