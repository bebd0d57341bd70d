-- Merges the delta into the storage of public.sizes: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.sizes contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.sizes'
  ),
  per_customer_changes AS (
    -- public.per_customer: what changed since the frontier
    SELECT
      c.orders,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_per_customer__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (orders, __count) AS (
    -- changes of a source: Δper_customer
    SELECT
      per_customer_changes.orders,
      sum(per_customer_changes.__weight)::bigint AS __count
    FROM
      per_customer_changes
    GROUP BY
      per_customer_changes.orders
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.orders,
      coalesce(sum(d.__count), 0)::bigint AS __count
    FROM
      delta AS d
    GROUP BY
      d.orders
  ),
  merged AS (
    -- stored states plus what changed
    SELECT
      c.orders,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count
    FROM changed AS c
    LEFT JOIN deltamill.public_sizes__rows AS s
      ON s.orders = c.orders
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.orders,
      g.__count AS customers,
      g.__count,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_sizes__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_sizes__rows AS s
    SET
      orders = w.orders,
      customers = w.customers,
      __count = w.__count
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
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
    WHERE w.__ctid IS NULL
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
