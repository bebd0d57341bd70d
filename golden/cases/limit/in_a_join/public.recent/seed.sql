-- First fill of public.recent.
INSERT INTO deltamill.public_recent__rows (
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
    windowed.at
  FROM
    public.people AS p
    LEFT JOIN (
      SELECT
        ordered.person,
        ordered.at,
        ordered.id,
        row_number() OVER (ORDER BY ordered.at DESC, ordered.id) AS row_number
      FROM (
        SELECT
          visits.person,
          visits.at,
          visits.id
        FROM
          public.visits AS visits
      ) AS ordered
    ) AS windowed (person, at, id, row_number)
      ON windowed.person = p.id
        AND windowed.row_number <= 4::bigint
) AS q (name, at);
ANALYZE deltamill.public_recent__rows;
