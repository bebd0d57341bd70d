-- outer join: Δp ⟕ after(w)
-- Runs when public.planned changed.
INSERT INTO deltamill.public_week__delta (
  "day",
  planned,
  worked,
  __weight
)
WITH
  frontier AS (
    -- up to where public.week contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.week'
  ),
  p_changes AS (
    -- public.planned: what changed since the frontier
    SELECT
      c."day",
      c.hours,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_planned__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  COALESCE(p_changes."day", w."day") AS "day",
  p_changes.hours AS planned,
  w.hours AS worked,
  p_changes.__weight
FROM
  p_changes
  LEFT JOIN public.worked AS w
    ON p_changes."day" = w."day";
