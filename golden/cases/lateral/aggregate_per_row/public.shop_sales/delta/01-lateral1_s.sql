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
  s_changes AS (
    -- public.shops: what changed since the frontier
    SELECT
      c.id,
      c.floor,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_shops__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.shop_sales')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.shop_sales'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.shop_sales')
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
