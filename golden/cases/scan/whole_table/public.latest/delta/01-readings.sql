-- changes of a source: Δreadings
-- Runs when public.readings changed.
INSERT INTO deltamill.public_latest__delta (
  sensor,
  value,
  note,
  __weight
)
WITH
  readings_changes AS (
    -- public.readings: what changed since the frontier
    SELECT
      c.sensor,
      c.value,
      c.note,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_readings__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.latest')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.latest'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.latest')
  )
SELECT
  readings_changes.sensor,
  readings_changes.value,
  readings_changes.note,
  readings_changes.__weight
FROM
  readings_changes;
