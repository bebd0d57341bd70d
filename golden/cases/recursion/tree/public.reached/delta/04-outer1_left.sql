-- outer join: Δouter1_left ⟕ after(r)
-- Runs when public.links or public.parts changed.
INSERT INTO deltamill.public_reached__delta (
  n,
  name,
  next,
  __weight
)
SELECT
  outer1_left.n,
  outer1_left.name,
  r.n AS next,
  outer1_left.__weight
FROM
  deltamill.public_reached__outer1_left AS outer1_left
  LEFT JOIN (
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
    ON r.n = (outer1_left.n + 1);
