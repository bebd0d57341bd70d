-- join term: after(c) ⋈ Δo
-- Runs when public.orders changed.
INSERT INTO deltamill.public_sold__delta (
  name,
  id,
  amount,
  __weight
)
WITH
  o_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.id,
      c.customer,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.sold')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.sold'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.sold')
  )
SELECT
  c.name,
  o_changes.id,
  o_changes.amount,
  o_changes.__weight
FROM
  o_changes,
  public.customers AS c
WHERE o_changes.amount > 3::numeric
  AND o_changes.customer = c.id;
