-- keys of a dependent join: K ⊇ keys in Δo
-- Runs when public.orders changed.
INSERT INTO deltamill.public_waiting__apply1_2_keys (
  key1
)
WITH
  o_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.customer,
      c.open,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.waiting')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.waiting'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.waiting')
  )
SELECT
  o_changes.customer AS key1
FROM
  o_changes
WHERE (NOT o_changes.open)
GROUP BY
  o_changes.customer;
