-- FULL refresh of public.left_over: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
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
    ) AS q (lot, grade)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_left_over__rows AS s
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
      deltamill.public_left_over__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_left_over__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_left_over__rows (
      lot,
      grade,
      __row_id
    )
    SELECT
      a.lot,
      a.grade,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.lot,
        i.grade,
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
  group1_keys_cleared AS (
    DELETE FROM deltamill.public_left_over__group1_keys
    RETURNING 1
  ),
  group1_changes_cleared AS (
    DELETE FROM deltamill.public_left_over__group1_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_left_over__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
