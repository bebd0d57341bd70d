-- First fill of public.found.
INSERT INTO deltamill.public_found__rows (
  s,
  found,
  __row_id
)
SELECT
  q.s,
  q.found,
  sha256(record_send(ROW(q.s::text, q.found::boolean))) AS __row_id
FROM (
  SELECT
    windowed.s,
    windowed.id = ANY (
      SELECT
        windowed_2.id
      FROM
        (
          SELECT
            ordered.id,
            ordered.n,
            ordered.s,
            row_number() OVER (PARTITION BY ordered.s ORDER BY sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
          FROM (
            SELECT
              items.id,
              items.n,
              items.s
            FROM
              public.items AS items
          ) AS ordered
        ) AS windowed_2 (id, n, s, row_number)
      WHERE windowed_2.row_number <= 1::bigint
        AND windowed_2.n < 100
    ) AS found
  FROM
    (
      SELECT
        ordered.id,
        ordered.n,
        ordered.s,
        row_number() OVER (PARTITION BY ordered.s ORDER BY sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
      FROM (
        SELECT
          items.id,
          items.n,
          items.s
        FROM
          public.items AS items
      ) AS ordered
    ) AS windowed (id, n, s, row_number)
  WHERE windowed.row_number <= 1::bigint
) AS q (s, found);
ANALYZE deltamill.public_found__rows;
