-- FULL refresh of public.sizes: storage becomes what the query gives, touching only groups that differ.
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
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.orders,
      g.__count AS customers,
      g.__count
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_sizes__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.orders = w.orders
    )
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_sizes__rows AS s
    SET
      orders = w.orders,
      customers = w.customers,
      __count = w.__count
    FROM wanted AS w
    WHERE s.orders = w.orders
      AND ROW(s.orders, s.customers, s.__count)::record OPERATOR(pg_catalog.*<>) ROW(w.orders, w.customers, w.__count)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_sizes__rows (
      orders,
      customers,
      __count
    )
    SELECT
      w.orders,
      w.customers,
      w.__count
    FROM wanted AS w
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_sizes__rows AS s
      WHERE s.orders = w.orders
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
