-- First fill of public.left_over.
INSERT INTO deltamill.public_left_over__rows (
  lot,
  grade,
  __row_id
)
SELECT
  q.lot,
  q.grade,
  sha256(record_send(ROW(q.lot::integer, q.grade::character(1)))) AS __row_id
FROM (
  SELECT
    repeated.lot,
    repeated.grade
  FROM
    (
      SELECT
        counted.lot,
        counted.grade,
        counted.left_rows,
        counted.right_rows
      FROM (
        SELECT
          branches.lot,
          branches.grade,
          count(branches.in_left) AS left_rows,
          count(branches.in_right) AS right_rows
        FROM
          (
            SELECT
              received.lot,
              received.grade,
              true AS in_left,
              NULL::boolean AS in_right
            FROM
              public.received AS received
            UNION ALL
            SELECT
              used.lot,
              used.grade,
              NULL::boolean AS in_left,
              true AS in_right
            FROM
              public.used AS used
          ) AS branches (lot, grade, in_left, in_right)
        GROUP BY
          branches.lot,
          branches.grade
      ) AS counted
      CROSS JOIN generate_series(1, counted.left_rows - counted.right_rows)
    ) AS repeated (lot, grade, left_rows, right_rows)
) AS q (lot, grade);
ANALYZE deltamill.public_left_over__rows;
