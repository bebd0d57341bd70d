-- First fill of public.open_cities.
INSERT INTO deltamill.public_open_cities__rows (
  id,
  city,
  __row_id
)
SELECT
  q.id,
  q.city,
  sha256(record_send(ROW(q.id::integer, q.city::text))) AS __row_id
FROM (
  SELECT
    people.id,
    people.city
  FROM
    public.people AS people
  WHERE people.city <> ALL (
    SELECT
      closed.city
    FROM
      public.closed AS closed
  )
) AS q (id, city);
ANALYZE deltamill.public_open_cities__rows;
