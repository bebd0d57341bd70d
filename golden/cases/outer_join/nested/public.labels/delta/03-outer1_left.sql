-- outer join: before(c) ⋈ Δ(keys without a partner in b)
-- Runs when public.b changed.
INSERT INTO deltamill.public_labels__outer1_changes (
  id,
  label,
  a_id,
  c_id,
  __weight
)
WITH
  frontier AS (
    -- up to where public.labels contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.labels'
  ),
  b_changes AS (
    -- public.b: what changed since the frontier
    SELECT
      c.a_id,
      c.c_id,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_b__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  outer1_left_touched AS (
    SELECT
      b_changes.c_id,
      b_changes.__weight
    FROM
      b_changes
    WHERE b_changes.c_id IS NOT NULL
  ),
  outer1_left_lone AS (
    SELECT
      branches.c_id,
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          b.c_id,
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          (
            SELECT
              outer1_left_touched.c_id
            FROM
              outer1_left_touched
            GROUP BY
              outer1_left_touched.c_id
          ) AS grouped (c_id),
          public.b AS b
        WHERE grouped.c_id = b.c_id
          AND b.c_id IS NOT NULL
        UNION ALL
        SELECT
          outer1_left_touched.c_id,
          0::bigint AS matches,
          -outer1_left_touched.__weight AS matches_before
        FROM
          outer1_left_touched
      ) AS branches (c_id, matches, matches_before)
    GROUP BY
      branches.c_id
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
  ),
  c_changes AS (
    -- public.c: what changed since the frontier
    SELECT
      c.id,
      c.label,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_c__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.id,
  branches.label,
  NULL::integer AS a_id,
  NULL::integer AS c_id,
  branches.__weight
FROM
  (
    SELECT
      outer1_left_lone.c_id,
      c.id,
      c.label,
      outer1_left_lone.__weight
    FROM
      outer1_left_lone,
      public.c AS c
    WHERE c.id = outer1_left_lone.c_id
    UNION ALL
    SELECT
      outer1_left_lone.c_id,
      c_changes.id,
      c_changes.label,
      -(outer1_left_lone.__weight * c_changes.__weight) AS __weight
    FROM
      outer1_left_lone,
      c_changes
    WHERE c_changes.id = outer1_left_lone.c_id
  ) AS branches (c_id, id, label, __weight);
