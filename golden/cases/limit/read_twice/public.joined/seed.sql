-- First fill of public.joined.
INSERT INTO deltamill.public_joined__rows (
  left_missing,
  right_missing,
  __row_id
)
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
) AS q (left_missing, right_missing);
ANALYZE deltamill.public_joined__rows;
