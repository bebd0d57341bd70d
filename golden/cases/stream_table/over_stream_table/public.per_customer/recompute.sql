-- Computes groups of public.per_customer from their rows: those of which apply could not tell the new states.
-- Runs when apply left any.
WITH
  recomputed AS (
    -- keys and states of the groups that apply left
    SELECT
      orders.customer,
      count(*) AS __count,
      COALESCE(sum(orders.amount), '0'::numeric) AS __sum_amount
    FROM
      deltamill.public_per_customer__recompute AS recompute,
      public.orders AS orders
    WHERE recompute.customer = orders.customer
    GROUP BY
      orders.customer
  ),
  counted AS (
    -- each with its place in storage; the merge must have counted the same rows
    SELECT
      r.customer,
      k.__ctid,
      deltamill.multiplicity(CASE WHEN r.__count = k.__count THEN r.__count ELSE -1 END) AS __count,
      r.__sum_amount
    FROM deltamill.public_per_customer__recompute AS k
    LEFT JOIN recomputed AS r
      ON k.customer = r.customer
  ),
  wanted AS (
    -- the rows that storage should hold for them
    SELECT
      g.customer,
      g.__count AS orders,
      g.__sum_amount AS amount,
      g.__count,
      g.__sum_amount,
      g.__ctid
    FROM
      counted AS g
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
    WHERE s.ctid = w.__ctid
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
    WHERE w.__ctid IS NULL
    RETURNING 1
  ),
  recompute_cleared AS (
    DELETE FROM deltamill.public_per_customer__recompute
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
