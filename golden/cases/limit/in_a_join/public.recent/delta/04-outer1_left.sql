-- outer join: before(p) ⋈ Δ(keys without a partner in window(visits))
-- Runs when public.visits changed.
INSERT INTO deltamill.public_recent__delta (
  name,
  at,
  __weight
)
WITH
  outer1_left_touched AS (
    SELECT
      window1_changes.person,
      window1_changes.__weight
    FROM
      deltamill.public_recent__window1_changes AS window1_changes
  ),
  outer1_left_lone AS (
    SELECT
      branches.person,
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          windowed.person,
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          (
            SELECT
              outer1_left_touched.person
            FROM
              outer1_left_touched
            GROUP BY
              outer1_left_touched.person
          ) AS grouped (person),
          (
            SELECT
              ordered.person,
              ordered.at,
              ordered.id,
              row_number() OVER (ORDER BY ordered.at DESC, ordered.id) AS row_number
            FROM (
              SELECT
                visits.person,
                visits.at,
                visits.id
              FROM
                public.visits AS visits
            ) AS ordered
          ) AS windowed (person, at, id, row_number)
        WHERE grouped.person = windowed.person
          AND windowed.row_number <= 4::bigint
        UNION ALL
        SELECT
          outer1_left_touched.person,
          0::bigint AS matches,
          -outer1_left_touched.__weight AS matches_before
        FROM
          outer1_left_touched
      ) AS branches (person, matches, matches_before)
    GROUP BY
      branches.person
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
  ),
  frontier AS (
    -- up to where public.recent contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.recent'
  ),
  p_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.name,
  NULL::timestamp without time zone AS at,
  branches.__weight
FROM
  (
    SELECT
      outer1_left_lone.person,
      p.id,
      p.name,
      outer1_left_lone.__weight
    FROM
      outer1_left_lone,
      public.people AS p
    WHERE outer1_left_lone.person = p.id
    UNION ALL
    SELECT
      outer1_left_lone.person,
      p_changes.id,
      p_changes.name,
      -(outer1_left_lone.__weight * p_changes.__weight) AS __weight
    FROM
      outer1_left_lone,
      p_changes
    WHERE outer1_left_lone.person = p_changes.id
  ) AS branches (person, id, name, __weight);
