-- outer join: before(a) ⋈ Δ(keys without a partner in (c ⟕ b))
-- Runs when public.b or public.c changed.
INSERT INTO deltamill.public_labels__delta (
  k,
  __max_label,
  __count,
  __count_id
)
WITH
  outer2_left_touched AS (
    SELECT
      outer1_changes.a_id,
      outer1_changes.__weight
    FROM
      deltamill.public_labels__outer1_changes AS outer1_changes
    WHERE outer1_changes.a_id IS NOT NULL
  ),
  outer2_left_lone AS (
    SELECT
      branches.a_id,
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          b.a_id,
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          (
            SELECT
              outer2_left_touched.a_id
            FROM
              outer2_left_touched
            GROUP BY
              outer2_left_touched.a_id
          ) AS grouped (a_id),
          public.c AS c
          LEFT JOIN public.b AS b
            ON c.id = b.c_id
        WHERE grouped.a_id = b.a_id
          AND b.a_id IS NOT NULL
        UNION ALL
        SELECT
          outer2_left_touched.a_id,
          0::bigint AS matches,
          -outer2_left_touched.__weight AS matches_before
        FROM
          outer2_left_touched
      ) AS branches (a_id, matches, matches_before)
    GROUP BY
      branches.a_id
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
  ),
  frontier AS (
    -- up to where public.labels contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.labels'
  ),
  a_changes AS (
    -- public.a: what changed since the frontier
    SELECT
      c.id,
      c.k,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_a__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.k,
  NULL::text AS __max_label,
  branches.__weight AS __count,
  CASE WHEN NULL::integer IS NOT NULL THEN branches.__weight ELSE 0::bigint END AS __count_id
FROM
  (
    SELECT
      outer2_left_lone.a_id,
      a.id,
      a.k,
      outer2_left_lone.__weight
    FROM
      outer2_left_lone,
      public.a AS a
    WHERE outer2_left_lone.a_id = a.id
    UNION ALL
    SELECT
      outer2_left_lone.a_id,
      a_changes.id,
      a_changes.k,
      -(outer2_left_lone.__weight * a_changes.__weight) AS __weight
    FROM
      outer2_left_lone,
      a_changes
    WHERE outer2_left_lone.a_id = a_changes.id
  ) AS branches (a_id, id, k, __weight);
