-- First fill of public.totals.
INSERT INTO deltamill.public_totals__rows (
  same,
  __row_id
)
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
) AS q (same);
ANALYZE deltamill.public_totals__rows;
