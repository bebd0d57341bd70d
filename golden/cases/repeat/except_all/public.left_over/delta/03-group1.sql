-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.received or public.used changed.
INSERT INTO deltamill.public_left_over__group1_changes (
  lot,
  grade,
  left_rows,
  right_rows,
  __weight
)
WITH
  frontier AS (
    -- up to where public.left_over contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.left_over'
  ),
  received_changes AS (
    -- public.received: what changed since the frontier
    SELECT
      c.lot,
      c.grade,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_received__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  used_changes AS (
    -- public.used: what changed since the frontier
    SELECT
      c.lot,
      c.grade,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_used__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.lot,
  branches.grade,
  count(branches.in_left) AS left_rows,
  count(branches.in_right) AS right_rows,
  1::bigint AS __weight
FROM
  (
    SELECT
      received.lot,
      received.grade,
      true AS in_left,
      NULL::boolean AS in_right
    FROM
      (
        SELECT
          group1_keys.lot,
          group1_keys.grade
        FROM
          deltamill.public_left_over__group1_keys AS group1_keys
        GROUP BY
          group1_keys.lot,
          group1_keys.grade
      ) AS grouped (lot, grade),
      public.received AS received
    WHERE ((grouped.lot = received.lot) OR ((grouped.lot IS NULL) AND (received.lot IS NULL)))
      AND ((grouped.grade = received.grade) OR ((grouped.grade IS NULL) AND (received.grade IS NULL)))
    UNION ALL
    SELECT
      used.lot,
      used.grade,
      NULL::boolean AS in_left,
      true AS in_right
    FROM
      (
        SELECT
          group1_keys.lot,
          group1_keys.grade
        FROM
          deltamill.public_left_over__group1_keys AS group1_keys
        GROUP BY
          group1_keys.lot,
          group1_keys.grade
      ) AS grouped (lot, grade),
      public.used AS used
    WHERE ((grouped.lot = used.lot) OR ((grouped.lot IS NULL) AND (used.lot IS NULL)))
      AND ((grouped.grade = used.grade) OR ((grouped.grade IS NULL) AND (used.grade IS NULL)))
  ) AS branches (lot, grade, in_left, in_right)
GROUP BY
  branches.lot,
  branches.grade
UNION ALL
SELECT
  bag.lot,
  bag.grade,
  count(bag.in_left) AS left_rows,
  count(bag.in_right) AS right_rows,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      netted.lot,
      netted.grade,
      netted.in_left,
      netted.in_right
    FROM (
      SELECT DISTINCT ON (identified.__identity)
        identified.lot,
        identified.grade,
        identified.in_left,
        identified.in_right,
        sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
      FROM (
        SELECT
          zset.lot,
          zset.grade,
          zset.in_left,
          zset.in_right,
          zset.__weight,
          sha256(record_send(ROW(zset.lot, zset.grade, zset.in_left, zset.in_right))) AS __identity
        FROM (
          SELECT
            branches.lot,
            branches.grade,
            true AS in_left,
            NULL::boolean AS in_right,
            branches.__weight
          FROM
            (
              SELECT
                received.lot,
                received.grade,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.lot,
                    group1_keys.grade
                  FROM
                    deltamill.public_left_over__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.lot,
                    group1_keys.grade
                ) AS grouped (lot, grade),
                public.received AS received
              WHERE ((grouped.lot = received.lot) OR ((grouped.lot IS NULL) AND (received.lot IS NULL)))
                AND ((grouped.grade = received.grade) OR ((grouped.grade IS NULL) AND (received.grade IS NULL)))
              UNION ALL
              SELECT
                received_changes.lot,
                received_changes.grade,
                -received_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.lot,
                    group1_keys.grade
                  FROM
                    deltamill.public_left_over__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.lot,
                    group1_keys.grade
                ) AS grouped (lot, grade),
                received_changes
              WHERE ((grouped.lot = received_changes.lot) OR ((grouped.lot IS NULL) AND (received_changes.lot IS NULL)))
                AND ((grouped.grade = received_changes.grade) OR ((grouped.grade IS NULL) AND (received_changes.grade IS NULL)))
            ) AS branches (lot, grade, __weight)
          UNION ALL
          SELECT
            branches.lot,
            branches.grade,
            NULL::boolean AS in_left,
            true AS in_right,
            branches.__weight
          FROM
            (
              SELECT
                used.lot,
                used.grade,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.lot,
                    group1_keys.grade
                  FROM
                    deltamill.public_left_over__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.lot,
                    group1_keys.grade
                ) AS grouped (lot, grade),
                public.used AS used
              WHERE ((grouped.lot = used.lot) OR ((grouped.lot IS NULL) AND (used.lot IS NULL)))
                AND ((grouped.grade = used.grade) OR ((grouped.grade IS NULL) AND (used.grade IS NULL)))
              UNION ALL
              SELECT
                used_changes.lot,
                used_changes.grade,
                -used_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.lot,
                    group1_keys.grade
                  FROM
                    deltamill.public_left_over__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.lot,
                    group1_keys.grade
                ) AS grouped (lot, grade),
                used_changes
              WHERE ((grouped.lot = used_changes.lot) OR ((grouped.lot IS NULL) AND (used_changes.lot IS NULL)))
                AND ((grouped.grade = used_changes.grade) OR ((grouped.grade IS NULL) AND (used_changes.grade IS NULL)))
            ) AS branches (lot, grade, __weight)
        ) AS zset
      ) AS identified
    ) AS netted
    CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
  ) AS bag (lot, grade, in_left, in_right)
GROUP BY
  bag.lot,
  bag.grade;
