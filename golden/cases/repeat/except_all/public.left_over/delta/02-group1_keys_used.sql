-- keys of a keyed operator: K ⊇ keys in Δused
-- Runs when public.used changed.
INSERT INTO deltamill.public_left_over__group1_keys (
  lot,
  grade
)
WITH
  used_changes AS (
    -- public.used: what changed since the frontier
    SELECT
      c.lot,
      c.grade,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_used__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over')
  )
SELECT
  used_changes.lot,
  used_changes.grade
FROM
  used_changes
GROUP BY
  used_changes.lot,
  used_changes.grade;
