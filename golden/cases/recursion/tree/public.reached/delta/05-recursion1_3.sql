-- outer join: before((r ⋈ p)) ⋈ Δr
-- Runs when public.links changed.
INSERT INTO deltamill.public_reached__delta (
  n,
  name,
  next,
  __weight
)
SELECT
  branches.n_2 AS n,
  branches.name,
  branches.n AS next,
  branches.__weight
FROM
  (
    SELECT
      recursion1_changes.n,
      r.n AS n_2,
      p.id,
      p.name,
      recursion1_changes.__weight
    FROM
      deltamill.public_reached__recursion1_changes AS recursion1_changes,
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
      AND recursion1_changes.n = (r.n + 1)
    UNION ALL
    SELECT
      recursion1_changes.n,
      outer1_left.n AS n_2,
      outer1_left.id,
      outer1_left.name,
      -(recursion1_changes.__weight * outer1_left.__weight) AS __weight
    FROM
      deltamill.public_reached__recursion1_changes AS recursion1_changes,
      deltamill.public_reached__outer1_left AS outer1_left
    WHERE recursion1_changes.n = (outer1_left.n + 1)
  ) AS branches (n, n_2, id, name, __weight);
