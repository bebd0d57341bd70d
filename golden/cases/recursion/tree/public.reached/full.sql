-- FULL refresh of public.reached: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
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
    ) AS q (n, name, next)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_reached__rows AS s
    ) AS z
    GROUP BY
      z.__row_id
    HAVING sum(z.copies) <> 0
  ),
  doomed AS (
    -- stored copies of rows that left, counted
    SELECT
      s.ctid,
      row_number() OVER (PARTITION BY s.__row_id) AS copy,
      -n.__weight AS copies
    FROM
      net AS n,
      deltamill.public_reached__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_reached__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_reached__rows (
      n,
      name,
      next,
      __row_id
    )
    SELECT
      a.n,
      a.name,
      a.next,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.n,
        i.name,
        i.next,
        i.__row_id,
        n.__weight
      FROM
        net AS n,
        incoming AS i
      WHERE n.__weight > 0
        AND i.__row_id = n.__row_id
    ) AS a
    CROSS JOIN generate_series(1, a.__weight)
    RETURNING 1
  ),
  recursion1_changes_cleared AS (
    DELETE FROM deltamill.public_reached__recursion1_changes
    RETURNING 1
  ),
  outer1_left_cleared AS (
    DELETE FROM deltamill.public_reached__outer1_left
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_reached__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
