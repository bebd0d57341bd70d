-- keys of a dependent join: K ⊇ keys in Δx
-- Runs when public.sales changed.
INSERT INTO deltamill.public_shop_sales__lateral1_1_keys (
  key1
)
WITH
  frontier AS (
    -- up to where public.shop_sales contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.shop_sales'
  ),
  x_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.shop,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  x_changes.shop AS key1
FROM
  x_changes
GROUP BY
  x_changes.shop;
