-- changes of a source: Δoutgoing
-- Runs when public.outgoing changed.
INSERT INTO deltamill.public_movements__delta (
  item,
  quantity,
  __weight
)
WITH
  outgoing_changes AS (
    -- public.outgoing: what changed since the frontier
    SELECT
      c.item,
      c.quantity,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_outgoing__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.movements')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.movements'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.movements')
  )
SELECT
  outgoing_changes.item,
  -outgoing_changes.quantity AS quantity,
  outgoing_changes.__weight
FROM
  outgoing_changes
WHERE outgoing_changes.quantity <> 0;
