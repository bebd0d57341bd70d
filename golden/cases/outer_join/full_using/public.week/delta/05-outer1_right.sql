-- outer join: before(w) ⋈ Δ(keys without a partner in p)
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
  ),
  outer1_right_touched AS (
    SELECT
      p_changes."day",
      p_changes.__weight
    FROM
      p_changes
    WHERE p_changes."day" IS NOT NULL
  ),
  outer1_right_lone AS (
    SELECT
      branches."day",
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          p."day",
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          (
            SELECT
              outer1_right_touched."day"
            FROM
              outer1_right_touched
            GROUP BY
              outer1_right_touched."day"
          ) AS grouped ("day"),
          public.planned AS p
        WHERE grouped."day" = p."day"
          AND p."day" IS NOT NULL
        UNION ALL
        SELECT
          outer1_right_touched."day",
          0::bigint AS matches,
          -outer1_right_touched.__weight AS matches_before
        FROM
          outer1_right_touched
      ) AS branches ("day", matches, matches_before)
    GROUP BY
      branches."day"
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
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
  COALESCE(NULL::integer, branches.day_2) AS "day",
  NULL::integer AS planned,
  branches.hours AS worked,
  branches.__weight
FROM
  (
    SELECT
      outer1_right_lone."day",
      w."day" AS day_2,
      w.hours,
      outer1_right_lone.__weight
    FROM
      outer1_right_lone,
      public.worked AS w
    WHERE outer1_right_lone."day" = w."day"
    UNION ALL
    SELECT
      outer1_right_lone."day",
      w_changes."day" AS day_2,
      w_changes.hours,
      -(outer1_right_lone.__weight * w_changes.__weight) AS __weight
    FROM
      outer1_right_lone,
      w_changes
    WHERE outer1_right_lone."day" = w_changes."day"
  ) AS branches ("day", day_2, hours, __weight);
