-- join term: before(s) ⋈ Δb
-- Runs when public.staff changed.
INSERT INTO deltamill.public_bosses__delta (
  name,
  boss,
  __weight
)
WITH
  b_changes AS (
    -- public.staff: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_staff__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.bosses')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.bosses'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.bosses')
  ),
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
  branches.name_2 AS name,
  branches.name AS boss,
  branches.__weight
FROM
  (
    SELECT
      b_changes.id,
      b_changes.name,
      s.boss,
      s.name AS name_2,
      b_changes.__weight
    FROM
      b_changes,
      public.staff AS s
    WHERE b_changes.id = s.boss
    UNION ALL
    SELECT
      b_changes.id,
      b_changes.name,
      s_changes.boss,
      s_changes.name AS name_2,
      -(b_changes.__weight * s_changes.__weight) AS __weight
    FROM
      b_changes,
      s_changes
    WHERE b_changes.id = s_changes.boss
  ) AS branches (id, name, boss, name_2, __weight);
