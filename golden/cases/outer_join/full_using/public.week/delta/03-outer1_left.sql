-- outer join: before(p) ⋈ Δ(keys without a partner in w)
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
  outer1_left_touched AS (
    SELECT
      w_changes."day",
      w_changes.__weight
    FROM
      w_changes
    WHERE w_changes."day" IS NOT NULL
  ),
  outer1_left_lone AS (
    SELECT
      branches."day",
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          w."day",
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          (
            SELECT
              outer1_left_touched."day"
            FROM
              outer1_left_touched
            GROUP BY
              outer1_left_touched."day"
          ) AS grouped ("day"),
          public.worked AS w
        WHERE grouped."day" = w."day"
          AND w."day" IS NOT NULL
        UNION ALL
        SELECT
          outer1_left_touched."day",
          0::bigint AS matches,
          -outer1_left_touched.__weight AS matches_before
        FROM
          outer1_left_touched
      ) AS branches ("day", matches, matches_before)
    GROUP BY
      branches."day"
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
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
  COALESCE(branches.day_2, NULL::integer) AS "day",
  branches.hours AS planned,
  NULL::integer AS worked,
  branches.__weight
FROM
  (
    SELECT
      outer1_left_lone."day",
      p."day" AS day_2,
      p.hours,
      outer1_left_lone.__weight
    FROM
      outer1_left_lone,
      public.planned AS p
    WHERE p."day" = outer1_left_lone."day"
    UNION ALL
    SELECT
      outer1_left_lone."day",
      p_changes."day" AS day_2,
      p_changes.hours,
      -(outer1_left_lone.__weight * p_changes.__weight) AS __weight
    FROM
      outer1_left_lone,
      p_changes
    WHERE p_changes."day" = outer1_left_lone."day"
  ) AS branches ("day", day_2, hours, __weight);
