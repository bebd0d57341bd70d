-- outer join: before(window(items)) ⋈ Δ(keys without a partner in window(items))
-- Runs when public.items changed.
INSERT INTO deltamill.public_joined__delta (
  left_missing,
  right_missing,
  __weight
)
WITH
  outer1_left_touched AS (
    SELECT
      window2_changes.id,
      window2_changes.__weight
    FROM
      deltamill.public_joined__window2_changes AS window2_changes
  ),
  outer1_left_lone AS (
    SELECT
      branches.id,
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          windowed.id,
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          (
            SELECT
              outer1_left_touched.id
            FROM
              outer1_left_touched
            GROUP BY
              outer1_left_touched.id
          ) AS grouped (id),
          (
            SELECT
              ordered.id,
              ordered.n,
              ordered.s,
              row_number() OVER (ORDER BY ordered.s, sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
            FROM (
              SELECT
                items.id,
                items.n,
                items.s
              FROM
                public.items AS items
            ) AS ordered
          ) AS windowed (id, n, s, row_number)
        WHERE grouped.id = windowed.id
          AND windowed.row_number <= 5::bigint
        UNION ALL
        SELECT
          outer1_left_touched.id,
          0::bigint AS matches,
          -outer1_left_touched.__weight AS matches_before
        FROM
          outer1_left_touched
      ) AS branches (id, matches, matches_before)
    GROUP BY
      branches.id
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
  )
SELECT
  branches.id_2 IS NULL AS left_missing,
  NULL::integer IS NULL AS right_missing,
  branches.__weight
FROM
  (
    SELECT
      outer1_left_lone.id,
      windowed.id AS id_2,
      windowed.n,
      windowed.s,
      windowed.row_number,
      outer1_left_lone.__weight
    FROM
      outer1_left_lone,
      (
        SELECT
          ordered.id,
          ordered.n,
          ordered.s,
          row_number() OVER (ORDER BY ordered.s, sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
        FROM (
          SELECT
            items.id,
            items.n,
            items.s
          FROM
            public.items AS items
        ) AS ordered
      ) AS windowed (id, n, s, row_number)
    WHERE windowed.row_number <= 5::bigint
      AND windowed.id = outer1_left_lone.id
    UNION ALL
    SELECT
      outer1_left_lone.id,
      window1_changes.id AS id_2,
      window1_changes.n,
      window1_changes.s,
      window1_changes.row_number,
      -(outer1_left_lone.__weight * window1_changes.__weight) AS __weight
    FROM
      outer1_left_lone,
      deltamill.public_joined__window1_changes AS window1_changes
    WHERE window1_changes.id = outer1_left_lone.id
  ) AS branches (id, id_2, n, s, row_number, __weight);
