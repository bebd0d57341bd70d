-- Merges the delta into the storage of public.sizes: partial sums are added to the groups' states.
WITH
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.orders,
      coalesce(sum(d.__count), 0)::bigint AS __count
    FROM
      deltamill.public_sizes__delta AS d
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
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_sizes__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
