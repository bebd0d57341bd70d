-- changes of a source: Δorders
-- Runs when public.orders changed.
INSERT INTO deltamill.public_large__delta (
  id,
  amount,
  __weight
)
WITH
  orders_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.id,
      c.amount,
      c.status,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.large')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.large'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.large')
  )
SELECT
  orders_changes.id,
  orders_changes.amount,
  orders_changes.__weight
FROM
  orders_changes
WHERE orders_changes.amount > 20::numeric
  AND orders_changes.status <> 'void'::text;
