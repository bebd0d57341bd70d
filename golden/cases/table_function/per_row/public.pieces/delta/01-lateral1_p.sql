-- dependent join: f(Δp, after(S))
-- Runs when public.parcels changed.
INSERT INTO deltamill.public_pieces__lateral1_changes (
  id,
  weights,
  copies,
  w,
  ordinality,
  __weight
)
WITH
  frontier AS (
    -- up to where public.pieces contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.pieces'
  ),
  p_changes AS (
    -- public.parcels: what changed since the frontier
    SELECT
      c.id,
      c.weights,
      c.copies,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_parcels__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  p_changes.id,
  p_changes.weights,
  p_changes.copies,
  per_row.w,
  per_row.ordinality,
  p_changes.__weight
FROM
  p_changes,
  LATERAL (
    SELECT
      unnest.w,
      unnest.ordinality
    FROM
      unnest(p_changes.weights) WITH ORDINALITY AS unnest (w, ordinality)
  ) AS per_row (w, ordinality);
