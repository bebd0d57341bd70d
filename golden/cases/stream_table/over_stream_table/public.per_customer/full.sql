-- FULL refresh of public.per_customer: storage becomes what the query gives, touching only groups that differ.
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
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.customer,
      g.__count AS orders,
      g.__sum_amount AS amount,
      g.__count,
      g.__sum_amount
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_per_customer__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.customer = w.customer
    )
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_per_customer__rows AS s
    SET
      customer = w.customer,
      orders = w.orders,
      amount = w.amount,
      __count = w.__count,
      __sum_amount = w.__sum_amount
    FROM wanted AS w
    WHERE s.customer = w.customer
      AND ROW(s.customer, s.orders, s.amount, s.__count, s.__sum_amount)::record OPERATOR(pg_catalog.*<>) ROW(w.customer, w.orders, w.amount, w.__count, w.__sum_amount)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_per_customer__rows (
      customer,
      orders,
      amount,
      __count,
      __sum_amount
    )
    SELECT
      w.customer,
      w.orders,
      w.amount,
      w.__count,
      w.__sum_amount
    FROM wanted AS w
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_per_customer__rows AS s
      WHERE s.customer = w.customer
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
