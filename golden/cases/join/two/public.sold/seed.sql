-- First fill of public.sold.
INSERT INTO deltamill.public_sold__rows (
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
    public.customers AS c,
    public.orders AS o
  WHERE o.customer = c.id
    AND o.amount > 3::numeric
) AS q (name, id, amount);
ANALYZE deltamill.public_sold__rows;
