-- Merges the delta into the storage of public.per_customer: partial sums are added to the groups' states.
WITH
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.customer,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_amount), 0)::numeric AS __sum_amount
    FROM
      deltamill.public_per_customer__delta AS d
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
    -- keys of the groups to compute anew
    SELECT
      m.customer
    FROM
      merged AS m
    WHERE m.__recompute
  ),
  recomputed AS (
    -- those groups from their rows
    SELECT
      orders.customer,
      count(*) AS __count,
      COALESCE(sum(orders.amount), '0'::numeric) AS __sum_amount
    FROM
      recompute,
      public.orders AS orders
    WHERE (SELECT count(*) > 0 FROM recompute)
      AND recompute.customer = orders.customer
    GROUP BY
      orders.customer
  ),
  settled AS (
    -- merged states, or recomputed ones where needed
    SELECT
      m.customer,
      m.__ctid,
      CASE WHEN m.__recompute THEN deltamill.multiplicity(CASE WHEN r.__count = m.__count THEN r.__count ELSE -1 END) ELSE m.__count END AS __count,
      CASE WHEN m.__recompute THEN r.__sum_amount ELSE m.__sum_amount END AS __sum_amount
    FROM merged AS m
    LEFT JOIN recomputed AS r
      ON m.__recompute
        AND r.customer = m.customer
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
      settled AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_per_customer__rows AS s
    USING settled AS w
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
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_per_customer__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
