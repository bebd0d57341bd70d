-- changes of a source: Δbids
-- Runs when public.bids changed.
INSERT INTO deltamill.public_lots__delta (
  lot,
  __max_amount,
  __min_at,
  __count
)
WITH
  bids_changes AS (
    -- public.bids: what changed since the frontier
    SELECT
      c.lot,
      c.amount,
      c.at,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_bids__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.lots')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.lots'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.lots')
  )
SELECT
  bids_changes.lot,
  bids_changes.amount AS __max_amount,
  bids_changes.at AS __min_at,
  sum(bids_changes.__weight)::bigint AS __count
FROM
  bids_changes
GROUP BY
  bids_changes.lot,
  bids_changes.amount,
  bids_changes.at;
