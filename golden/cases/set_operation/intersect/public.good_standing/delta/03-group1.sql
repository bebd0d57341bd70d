-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.members or public.payers changed.
INSERT INTO deltamill.public_good_standing__group1_changes (
  person,
  club,
  left_rows,
  right_rows,
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
  members_changes AS (
    -- public.members: what changed since the frontier
    SELECT
      c.person,
      c.club,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_members__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  payers_changes AS (
    -- public.payers: what changed since the frontier
    SELECT
      c.person,
      c.club,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.person,
  branches.club,
  count(branches.in_left) AS left_rows,
  count(branches.in_right) AS right_rows,
  1::bigint AS __weight
FROM
  (
    SELECT
      members.person,
      members.club,
      true AS in_left,
      NULL::boolean AS in_right
    FROM
      (
        SELECT
          group1_keys.person,
          group1_keys.club
        FROM
          deltamill.public_good_standing__group1_keys AS group1_keys
        GROUP BY
          group1_keys.person,
          group1_keys.club
      ) AS grouped (person, club),
      public.members AS members
    WHERE ((grouped.person = members.person) OR ((grouped.person IS NULL) AND (members.person IS NULL)))
      AND grouped.club = members.club
    UNION ALL
    SELECT
      payers.person,
      payers.club,
      NULL::boolean AS in_left,
      true AS in_right
    FROM
      (
        SELECT
          group1_keys.person,
          group1_keys.club
        FROM
          deltamill.public_good_standing__group1_keys AS group1_keys
        GROUP BY
          group1_keys.person,
          group1_keys.club
      ) AS grouped (person, club),
      public.payers AS payers
    WHERE ((grouped.person = payers.person) OR ((grouped.person IS NULL) AND (payers.person IS NULL)))
      AND grouped.club = payers.club
  ) AS branches (person, club, in_left, in_right)
GROUP BY
  branches.person,
  branches.club
UNION ALL
SELECT
  bag.person,
  bag.club,
  count(bag.in_left) AS left_rows,
  count(bag.in_right) AS right_rows,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      netted.person,
      netted.club,
      netted.in_left,
      netted.in_right
    FROM (
      SELECT DISTINCT ON (identified.__identity)
        identified.person,
        identified.club,
        identified.in_left,
        identified.in_right,
        sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
      FROM (
        SELECT
          zset.person,
          zset.club,
          zset.in_left,
          zset.in_right,
          zset.__weight,
          sha256(record_send(ROW(zset.person, zset.club, zset.in_left, zset.in_right))) AS __identity
        FROM (
          SELECT
            branches.person,
            branches.club,
            true AS in_left,
            NULL::boolean AS in_right,
            branches.__weight
          FROM
            (
              SELECT
                members.person,
                members.club,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.person,
                    group1_keys.club
                  FROM
                    deltamill.public_good_standing__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.person,
                    group1_keys.club
                ) AS grouped (person, club),
                public.members AS members
              WHERE ((grouped.person = members.person) OR ((grouped.person IS NULL) AND (members.person IS NULL)))
                AND grouped.club = members.club
              UNION ALL
              SELECT
                members_changes.person,
                members_changes.club,
                -members_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.person,
                    group1_keys.club
                  FROM
                    deltamill.public_good_standing__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.person,
                    group1_keys.club
                ) AS grouped (person, club),
                members_changes
              WHERE ((grouped.person = members_changes.person) OR ((grouped.person IS NULL) AND (members_changes.person IS NULL)))
                AND grouped.club = members_changes.club
            ) AS branches (person, club, __weight)
          UNION ALL
          SELECT
            branches.person,
            branches.club,
            NULL::boolean AS in_left,
            true AS in_right,
            branches.__weight
          FROM
            (
              SELECT
                payers.person,
                payers.club,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.person,
                    group1_keys.club
                  FROM
                    deltamill.public_good_standing__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.person,
                    group1_keys.club
                ) AS grouped (person, club),
                public.payers AS payers
              WHERE ((grouped.person = payers.person) OR ((grouped.person IS NULL) AND (payers.person IS NULL)))
                AND grouped.club = payers.club
              UNION ALL
              SELECT
                payers_changes.person,
                payers_changes.club,
                -payers_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.person,
                    group1_keys.club
                  FROM
                    deltamill.public_good_standing__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.person,
                    group1_keys.club
                ) AS grouped (person, club),
                payers_changes
              WHERE ((grouped.person = payers_changes.person) OR ((grouped.person IS NULL) AND (payers_changes.person IS NULL)))
                AND grouped.club = payers_changes.club
            ) AS branches (person, club, __weight)
        ) AS zset
      ) AS identified
    ) AS netted
    CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
  ) AS bag (person, club, in_left, in_right)
GROUP BY
  bag.person,
  bag.club;
