-- keys of a keyed operator: K ⊇ keys in Δruns
-- Runs when public.runs changed.
INSERT INTO deltamill.public_ranked__window1_keys (
  track
)
WITH
  frontier AS (
    -- up to where public.ranked contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.ranked'
  ),
  runs_changes AS (
    -- public.runs: what changed since the frontier
    SELECT
      c.track,
      c.runner,
      c.seconds,
      c."day",
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_runs__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  runs_changes.track
FROM
  runs_changes
GROUP BY
  runs_changes.track;
