-- changes of a source: Δincoming
-- Runs when public.incoming changed.
INSERT INTO deltamill.public_movements__delta (
  item,
  quantity,
  __weight
)
WITH
  incoming_changes AS (
    -- public.incoming: what changed since the frontier
    SELECT
      c.item,
      c.quantity,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_incoming__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.movements')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.movements'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.movements')
  )
SELECT
  incoming_changes.item,
  incoming_changes.quantity,
  incoming_changes.__weight
FROM
  incoming_changes;
