-- outer join: before(c) ⋈ Δo
-- Runs when public.orders changed.
INSERT INTO deltamill.public_open_orders__delta (
  name,
  id,
  amount,
  __weight
)
WITH
  frontier AS (
    -- up to where public.open_orders contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.open_orders'
  ),
  o_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.id,
      c.customer,
      c.amount,
      c.open,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  outer1_right_changes AS (
    SELECT
      o_changes.id,
      o_changes.customer,
      o_changes.amount,
      o_changes.open,
      o_changes.__weight
    FROM
      o_changes
    WHERE o_changes.open
  ),
  c_changes AS (
    -- public.customers: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_customers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.name,
  branches.id,
  branches.amount,
  branches.__weight
FROM
  (
    SELECT
      outer1_right_changes.id,
      outer1_right_changes.customer,
      outer1_right_changes.amount,
      outer1_right_changes.open,
      c.id AS id_2,
      c.name,
      outer1_right_changes.__weight
    FROM
      outer1_right_changes,
      public.customers AS c
    WHERE outer1_right_changes.customer = c.id
    UNION ALL
    SELECT
      outer1_right_changes.id,
      outer1_right_changes.customer,
      outer1_right_changes.amount,
      outer1_right_changes.open,
      c_changes.id AS id_2,
      c_changes.name,
      -(outer1_right_changes.__weight * c_changes.__weight) AS __weight
    FROM
      outer1_right_changes,
      c_changes
    WHERE outer1_right_changes.customer = c_changes.id
  ) AS branches (id, customer, amount, open, id_2, name, __weight);
