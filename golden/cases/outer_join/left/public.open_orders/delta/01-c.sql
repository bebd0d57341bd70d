-- outer join: Δc ⟕ after(o)
-- Runs when public.customers changed.
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
  c_changes.name,
  o.id,
  o.amount,
  c_changes.__weight
FROM
  c_changes
  LEFT JOIN public.orders AS o
    ON o.customer = c_changes.id
      AND o.open;
