-- First fill of public.newest.
INSERT INTO deltamill.public_newest__rows (
  name,
  at,
  __row_id
)
SELECT
  q.name,
  q.at,
  sha256(record_send(ROW(q.name::text, q.at::timestamp without time zone))) AS __row_id
FROM (
  SELECT
    p.name,
    per_row.at
  FROM
    public.people AS p,
    LATERAL (
      SELECT
        windowed.at
      FROM
        (
          SELECT
            ordered.at,
            row_number() OVER (ORDER BY ordered.at DESC, sha256(record_send(ROW(ordered.at)))) AS row_number
          FROM (
            SELECT
              visits.at
            FROM
              public.visits AS visits
            WHERE visits.person = p.id
          ) AS ordered
        ) AS windowed (at, row_number)
      WHERE windowed.row_number <= 2::bigint
    ) AS per_row (at)
) AS q (name, at);
ANALYZE deltamill.public_newest__rows;
