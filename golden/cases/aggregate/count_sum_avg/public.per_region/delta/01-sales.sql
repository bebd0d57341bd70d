-- changes of a source: Δsales
-- Runs when public.sales changed.
INSERT INTO deltamill.public_per_region__delta (
  region,
  __count,
  __count_amount,
  __sum_amount,
  __sum_pieces
)
WITH
  sales_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.region,
      c.amount,
      c.pieces,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.per_region')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.per_region'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.per_region')
  )
SELECT
  sales_changes.region,
  sum(sales_changes.__weight)::bigint AS __count,
  sum(CASE WHEN sales_changes.amount IS NOT NULL THEN sales_changes.__weight ELSE 0::bigint END)::bigint AS __count_amount,
  sum(COALESCE(sales_changes.amount * sales_changes.__weight::numeric, '0'::numeric)) AS __sum_amount,
  sum(sales_changes.pieces::bigint * sales_changes.__weight)::bigint AS __sum_pieces
FROM
  sales_changes
GROUP BY
  sales_changes.region;
