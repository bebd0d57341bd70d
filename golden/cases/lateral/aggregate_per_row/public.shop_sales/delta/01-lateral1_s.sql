-- dependent join: f(Δs, after(S))
-- Runs when public.shops changed.
INSERT INTO deltamill.public_shop_sales__lateral1_changes (
  id,
  floor,
  count,
  sum,
  __weight
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
  s_changes AS (
    -- public.shops: what changed since the frontier
    SELECT
      c.id,
      c.floor,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_shops__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  s_changes.id,
  s_changes.floor,
  per_row.count,
  per_row.sum,
  s_changes.__weight
FROM
  s_changes,
  LATERAL (
    SELECT
      count(*) AS count,
      sum(x.amount) AS sum
    FROM
      public.sales AS x
    WHERE x.shop = s_changes.id
      AND x.amount > s_changes.floor::numeric
  ) AS per_row (count, sum);
