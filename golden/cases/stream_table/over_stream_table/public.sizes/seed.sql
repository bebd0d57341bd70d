-- First fill of public.sizes.
INSERT INTO deltamill.public_sizes__rows (
  orders,
  customers,
  __count
)
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      per_customer.orders,
      count(*) AS __count
    FROM
      public.per_customer AS per_customer
    GROUP BY
      per_customer.orders
  )
SELECT
  g.orders,
  g.__count AS customers,
  g.__count
FROM
  groups AS g;
ANALYZE deltamill.public_sizes__rows;
