-- First fill of public.open_orders.
INSERT INTO deltamill.public_open_orders__rows (
  name,
  id,
  amount,
  __row_id
)
SELECT
  q.name,
  q.id,
  q.amount,
  sha256(record_send(ROW(q.name::text, q.id::integer, q.amount::numeric(10,2)))) AS __row_id
FROM (
  SELECT
    c.name,
    o.id,
    o.amount
  FROM
    public.customers AS c
    LEFT JOIN public.orders AS o
      ON o.customer = c.id
        AND o.open
) AS q (name, id, amount);
ANALYZE deltamill.public_open_orders__rows;
