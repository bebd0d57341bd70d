-- FULL refresh of public.joined: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.left_missing,
      q.right_missing,
      sha256(record_send(ROW(q.left_missing::boolean, q.right_missing::boolean))) AS __row_id
    FROM (
      SELECT
        side.id IS NULL AS left_missing,
        side_2.n IS NULL AS right_missing
      FROM
        (
          SELECT
            windowed.id,
            windowed.n,
            windowed.s,
            windowed.row_number
          FROM
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
        ) AS side (id, n, s, row_number)
        FULL JOIN (
          SELECT
            windowed.id,
            windowed.n,
            windowed.s,
            windowed.row_number
          FROM
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
        ) AS side_2 (id, n, s, row_number)
          ON side.id = side_2.id
    ) AS q (left_missing, right_missing)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_joined__rows AS s
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
      deltamill.public_joined__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_joined__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_joined__rows (
      left_missing,
      right_missing,
      __row_id
    )
    SELECT
      a.left_missing,
      a.right_missing,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.left_missing,
        i.right_missing,
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
  window1_changes_cleared AS (
    DELETE FROM deltamill.public_joined__window1_changes
    RETURNING 1
  ),
  window2_changes_cleared AS (
    DELETE FROM deltamill.public_joined__window2_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_joined__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
