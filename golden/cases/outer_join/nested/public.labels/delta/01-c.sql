-- outer join: Δc ⟕ after(b)
-- Runs when public.c changed.
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
  c_changes.id,
  c_changes.label,
  b.a_id,
  b.c_id,
  c_changes.__weight
FROM
  c_changes
  LEFT JOIN public.b AS b
    ON c_changes.id = b.c_id;
