-- join term: Δs ⋈ after(b)
-- Runs when public.staff changed.
INSERT INTO deltamill.public_bosses__delta (
  name,
  boss,
  __weight
)
WITH
  s_changes AS (
    -- public.staff: what changed since the frontier
    SELECT
      c.boss,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_staff__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.bosses')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.bosses'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.bosses')
  )
SELECT
  s_changes.name,
  b.name AS boss,
  s_changes.__weight
FROM
  s_changes,
  public.staff AS b
WHERE b.id = s_changes.boss;
