-- First fill of public.waiting.
INSERT INTO deltamill.public_waiting__rows (
  id,
  name,
  __row_id
)
SELECT
  q.id,
  q.name,
  sha256(record_send(ROW(q.id::integer, q.name::text))) AS __row_id
FROM (
  SELECT
    c.id,
    c.name
  FROM
    public.customers AS c
  WHERE EXISTS (
    SELECT
      true AS present
    FROM
      public.orders AS o
    WHERE o.customer = c.id
      AND o.open
  )
    AND (NOT EXISTS (
      SELECT
        true AS present
      FROM
        public.orders AS o
      WHERE o.customer = c.id
        AND (NOT o.open)
    ))
) AS q (id, name);
ANALYZE deltamill.public_waiting__rows;
