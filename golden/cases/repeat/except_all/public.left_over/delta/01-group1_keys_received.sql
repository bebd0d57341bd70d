-- keys of a keyed operator: K ⊇ keys in Δreceived
-- Runs when public.received changed.
INSERT INTO deltamill.public_left_over__group1_keys (
  lot,
  grade
)
WITH
  frontier AS (
    -- up to where public.left_over contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.left_over'
  ),
  received_changes AS (
    -- public.received: what changed since the frontier
    SELECT
      c.lot,
      c.grade,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_received__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  received_changes.lot,
  received_changes.grade
FROM
  received_changes
GROUP BY
  received_changes.lot,
  received_changes.grade;
