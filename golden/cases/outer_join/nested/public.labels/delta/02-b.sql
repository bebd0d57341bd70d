-- outer join: before(c) ⋈ Δb
-- Runs when public.b changed.
INSERT INTO deltamill.public_labels__outer1_changes (
  id,
  label,
  a_id,
  c_id,
  __weight
)
WITH
  frontier AS (
    -- up to where public.labels contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.labels'
  ),
  b_changes AS (
    -- public.b: what changed since the frontier
    SELECT
      c.a_id,
      c.c_id,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_b__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  c_changes AS (
    -- public.c: what changed since the frontier
    SELECT
      c.id,
      c.label,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_c__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.id,
  branches.label,
  branches.a_id,
  branches.c_id,
  branches.__weight
FROM
  (
    SELECT
      b_changes.a_id,
      b_changes.c_id,
      c.id,
      c.label,
      b_changes.__weight
    FROM
      b_changes,
      public.c AS c
    WHERE c.id = b_changes.c_id
    UNION ALL
    SELECT
      b_changes.a_id,
      b_changes.c_id,
      c_changes.id,
      c_changes.label,
      -(b_changes.__weight * c_changes.__weight) AS __weight
    FROM
      b_changes,
      c_changes
    WHERE c_changes.id = b_changes.c_id
  ) AS branches (a_id, c_id, id, label, __weight);
