-- outer join: before(p) ⋈ Δw
-- Runs when public.worked changed.
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
  w_changes AS (
    -- public.worked: what changed since the frontier
    SELECT
      c."day",
      c.hours,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_worked__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
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
  COALESCE(branches.day_2, branches."day") AS "day",
  branches.hours_2 AS planned,
  branches.hours AS worked,
  branches.__weight
FROM
  (
    SELECT
      w_changes."day",
      w_changes.hours,
      p."day" AS day_2,
      p.hours AS hours_2,
      w_changes.__weight
    FROM
      w_changes,
      public.planned AS p
    WHERE p."day" = w_changes."day"
    UNION ALL
    SELECT
      w_changes."day",
      w_changes.hours,
      p_changes."day" AS day_2,
      p_changes.hours AS hours_2,
      -(w_changes.__weight * p_changes.__weight) AS __weight
    FROM
      w_changes,
      p_changes
    WHERE p_changes."day" = w_changes."day"
  ) AS branches ("day", hours, day_2, hours_2, __weight);
