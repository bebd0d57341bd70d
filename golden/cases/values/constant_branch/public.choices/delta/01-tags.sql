-- changes of a source: Δtags
-- Runs when public.tags changed.
INSERT INTO deltamill.public_choices__delta (
  tag,
  __weight
)
WITH
  tags_changes AS (
    -- public.tags: what changed since the frontier
    SELECT
      c.tag,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_tags__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.choices')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.choices'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.choices')
  )
SELECT
  tags_changes.tag,
  tags_changes.__weight
FROM
  tags_changes;
