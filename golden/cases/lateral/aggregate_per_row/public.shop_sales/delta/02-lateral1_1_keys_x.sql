-- keys of a dependent join: K ⊇ keys in Δx
-- Runs when public.sales changed.
INSERT INTO deltamill.public_shop_sales__lateral1_1_keys (
  key1
)
WITH
  x_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.shop,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.shop_sales')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.shop_sales'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.shop_sales')
  )
SELECT
  x_changes.shop AS key1
FROM
  x_changes
GROUP BY
  x_changes.shop;
