-- outer join: Δw ▷ after(p)
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
  )
SELECT
  COALESCE(NULL::integer, w_changes."day") AS "day",
  NULL::integer AS planned,
  w_changes.hours AS worked,
  w_changes.__weight
FROM
  w_changes
  LEFT JOIN (
    SELECT
      p."day",
      true AS present
    FROM
      public.planned AS p
  ) AS side ("day", present)
    ON side."day" = w_changes."day"
WHERE side.present IS NULL;
