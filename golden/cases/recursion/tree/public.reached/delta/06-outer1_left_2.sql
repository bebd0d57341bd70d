-- outer join: before((r ⋈ p)) ⋈ Δ(keys without a partner in r)
-- Runs when public.links changed.
INSERT INTO deltamill.public_reached__delta (
  n,
  name,
  next,
  __weight
)
WITH
  outer1_left_touched AS (
    SELECT
      recursion1_changes.n,
      recursion1_changes.__weight
    FROM
      deltamill.public_reached__recursion1_changes AS recursion1_changes
    WHERE recursion1_changes.n IS NOT NULL
  ),
  outer1_left_lone AS (
    SELECT
      branches.n,
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          r.n,
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          (
            SELECT
              outer1_left_touched.n
            FROM
              outer1_left_touched
            GROUP BY
              outer1_left_touched.n
          ) AS grouped (n),
          (
            WITH RECURSIVE r__rounds (n) AS (
              (
                SELECT
                  1 AS "?column?"
              )
              UNION
              (
                SELECT
                  l.b
                FROM
                  public.links AS l,
                  r__rounds AS r
                WHERE l.a = r.n
              )
            )
            SELECT
              r.n
            FROM
              r__rounds AS r
          ) AS r (n)
        WHERE grouped.n = r.n
          AND r.n IS NOT NULL
        UNION ALL
        SELECT
          outer1_left_touched.n,
          0::bigint AS matches,
          -outer1_left_touched.__weight AS matches_before
        FROM
          outer1_left_touched
      ) AS branches (n, matches, matches_before)
    GROUP BY
      branches.n
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
  )
SELECT
  branches.n_2 AS n,
  branches.name,
  NULL::integer AS next,
  branches.__weight
FROM
  (
    SELECT
      outer1_left_lone.n,
      r.n AS n_2,
      p.id,
      p.name,
      outer1_left_lone.__weight
    FROM
      outer1_left_lone,
      (
        WITH RECURSIVE r__rounds (n) AS (
          (
            SELECT
              1 AS "?column?"
          )
          UNION
          (
            SELECT
              l.b
            FROM
              public.links AS l,
              r__rounds AS r
            WHERE l.a = r.n
          )
        )
        SELECT
          r.n
        FROM
          r__rounds AS r
      ) AS r (n),
      public.parts AS p
    WHERE p.id = r.n
      AND outer1_left_lone.n = (r.n + 1)
    UNION ALL
    SELECT
      outer1_left_lone.n,
      outer1_left.n AS n_2,
      outer1_left.id,
      outer1_left.name,
      -(outer1_left_lone.__weight * outer1_left.__weight) AS __weight
    FROM
      outer1_left_lone,
      deltamill.public_reached__outer1_left AS outer1_left
    WHERE outer1_left_lone.n = (outer1_left.n + 1)
  ) AS branches (n, n_2, id, name, __weight);
