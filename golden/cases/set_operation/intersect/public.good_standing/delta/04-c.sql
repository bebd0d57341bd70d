-- join term: before(group((members ∪ payers))) ⋈ Δc
-- Runs when public.clubs changed.
INSERT INTO deltamill.public_good_standing__delta (
  person,
  city,
  __weight
)
WITH
  frontier AS (
    -- up to where public.good_standing contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.good_standing'
  ),
  c_changes AS (
    -- public.clubs: what changed since the frontier
    SELECT
      c.name,
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_clubs__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.person,
  branches.city,
  branches.__weight
FROM
  (
    SELECT
      c_changes.name,
      c_changes.city,
      grouped.person,
      grouped.club,
      grouped.left_rows,
      grouped.right_rows,
      c_changes.__weight
    FROM
      c_changes,
      (
        SELECT
          branches.person,
          branches.club,
          count(branches.in_left) AS left_rows,
          count(branches.in_right) AS right_rows
        FROM
          (
            SELECT
              members.person,
              members.club,
              true AS in_left,
              NULL::boolean AS in_right
            FROM
              public.members AS members
            UNION ALL
            SELECT
              payers.person,
              payers.club,
              NULL::boolean AS in_left,
              true AS in_right
            FROM
              public.payers AS payers
          ) AS branches (person, club, in_left, in_right)
        GROUP BY
          branches.person,
          branches.club
      ) AS grouped (person, club, left_rows, right_rows)
    WHERE grouped.left_rows > 0::bigint
      AND grouped.right_rows > 0::bigint
      AND c_changes.name = grouped.club
    UNION ALL
    SELECT
      c_changes.name,
      c_changes.city,
      group1_changes.person,
      group1_changes.club,
      group1_changes.left_rows,
      group1_changes.right_rows,
      -(c_changes.__weight * group1_changes.__weight) AS __weight
    FROM
      c_changes,
      deltamill.public_good_standing__group1_changes AS group1_changes
    WHERE group1_changes.left_rows > 0::bigint
      AND group1_changes.right_rows > 0::bigint
      AND c_changes.name = group1_changes.club
  ) AS branches (name, city, person, club, left_rows, right_rows, __weight);
