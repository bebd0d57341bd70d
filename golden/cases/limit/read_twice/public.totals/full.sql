-- FULL refresh of public.totals: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.same,
      sha256(record_send(ROW(q.same::boolean))) AS __row_id
    FROM (
      SELECT
        windowed.sum = windowed.min AS same
      FROM
        (
          SELECT
            ordered.which,
            ordered.sum,
            min(ordered.sum) OVER (ORDER BY sha256(record_send(ROW(ordered.which, ordered.sum))) ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS min
          FROM (
            SELECT
              branches."grouping" AS which,
              sum(branches.sum) AS sum
            FROM
              (
                SELECT
                  0 AS "grouping",
                  sum(windowed.n) AS sum
                FROM
                  (
                    SELECT
                      ordered.a,
                      ordered.b,
                      ordered.n,
                      ordered.s,
                      row_number() OVER (ORDER BY ordered.s, sha256(record_send(ROW(ordered.a, ordered.b, ordered.n, ordered.s)))) AS row_number
                    FROM (
                      SELECT
                        items.a,
                        items.b,
                        items.n,
                        items.s
                      FROM
                        public.items AS items
                    ) AS ordered
                  ) AS windowed (a, b, n, s, row_number)
                WHERE windowed.row_number <= 5::bigint
                GROUP BY
                  windowed.a
                UNION ALL
                SELECT
                  1 AS "grouping",
                  sum(windowed.n) AS sum
                FROM
                  (
                    SELECT
                      ordered.a,
                      ordered.b,
                      ordered.n,
                      ordered.s,
                      row_number() OVER (ORDER BY ordered.s, sha256(record_send(ROW(ordered.a, ordered.b, ordered.n, ordered.s)))) AS row_number
                    FROM (
                      SELECT
                        items.a,
                        items.b,
                        items.n,
                        items.s
                      FROM
                        public.items AS items
                    ) AS ordered
                  ) AS windowed (a, b, n, s, row_number)
                WHERE windowed.row_number <= 5::bigint
                GROUP BY
                  windowed.b
              ) AS branches ("grouping", sum)
            GROUP BY
              branches."grouping"
          ) AS ordered
        ) AS windowed (which, sum, min)
    ) AS q (same)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_totals__rows AS s
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
      deltamill.public_totals__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_totals__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_totals__rows (
      same,
      __row_id
    )
    SELECT
      a.same,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.same,
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
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
