-- First fill of public.reached.
INSERT INTO deltamill.public_reached__rows (
  n,
  name,
  next,
  __row_id
)
SELECT
  q.n,
  q.name,
  q.next,
  sha256(record_send(ROW(q.n::integer, q.name::text, q.next::integer))) AS __row_id
FROM (
  SELECT
    r.n,
    p.name,
    r_2.n AS next
  FROM
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
    JOIN public.parts AS p
      ON p.id = r.n
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
    ) AS r_2 (n)
      ON r_2.n = (r.n + 1)
) AS q (n, name, next);
ANALYZE deltamill.public_reached__rows;
