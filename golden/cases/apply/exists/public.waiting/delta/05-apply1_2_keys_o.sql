-- keys of a dependent join: K ⊇ keys in Δo
-- Runs when public.orders changed.
INSERT INTO deltamill.public_waiting__apply1_2_keys (
  key1
)
WITH
  frontier AS (
    -- up to where public.waiting contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.waiting'
  ),
  o_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.customer,
      c.open,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  o_changes.customer AS key1
FROM
  o_changes
WHERE (NOT o_changes.open)
GROUP BY
  o_changes.customer;
