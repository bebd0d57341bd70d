-- changes of a source: Δdelivered
-- Runs when public.delivered changed.
INSERT INTO deltamill.public_open_items__delta (
  item,
  region,
  __count,
  __count_in_left,
  __count_in_right
)
WITH
  delivered_changes AS (
    -- public.delivered: what changed since the frontier
    SELECT
      c.item,
      c.region,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_delivered__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items')
  )
SELECT
  delivered_changes.item,
  delivered_changes.region,
  sum(delivered_changes.__weight)::bigint AS __count,
  sum(CASE WHEN NULL::boolean IS NOT NULL THEN delivered_changes.__weight ELSE 0::bigint END)::bigint AS __count_in_left,
  sum(CASE WHEN true IS NOT NULL THEN delivered_changes.__weight ELSE 0::bigint END)::bigint AS __count_in_right
FROM
  delivered_changes
GROUP BY
  delivered_changes.item,
  delivered_changes.region;
