-- Merges the delta into the storage of public.per_customer: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.per_customer contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.per_customer'
  ),
  orders_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.customer,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (customer, __count, __sum_amount) AS (
    -- changes of a source: Δorders
    SELECT
      orders_changes.customer,
      sum(orders_changes.__weight)::bigint AS __count,
      sum(orders_changes.amount * orders_changes.__weight::numeric) AS __sum_amount
    FROM
      orders_changes
    GROUP BY
      orders_changes.customer
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.customer,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_amount), 0)::numeric AS __sum_amount
    FROM
      delta AS d
    GROUP BY
      d.customer
  ),
  merged AS (
    -- stored states plus what changed; which groups do not follow from that
    SELECT
      c.customer,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      coalesce(s.__sum_amount, 0) + c.__sum_amount AS __sum_amount,
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__sum_amount IN ('NaN', 'Infinity', '-Infinity') OR s.__sum_amount IN ('NaN', 'Infinity', '-Infinity'), false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_per_customer__rows AS s
      ON s.customer = c.customer
  ),
  recompute AS (
    -- left to be computed from their rows
    INSERT INTO deltamill.public_per_customer__recompute (
      customer,
      __count,
      __ctid
    )
    SELECT
      m.customer,
      m.__count,
      m.__ctid
    FROM merged AS m
    WHERE m.__recompute
    RETURNING 1
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.customer,
      g.__count AS orders,
      g.__sum_amount AS amount,
      g.__count,
      g.__sum_amount,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
      AND NOT g.__recompute
  ),
  deleted AS (
    DELETE FROM deltamill.public_per_customer__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
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
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  (SELECT count(*) FROM recompute) AS recompute;
