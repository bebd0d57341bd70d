-- First fill of public.large.
INSERT INTO deltamill.public_large__rows (
  id,
  amount,
  __row_id
)
SELECT
  q.id,
  q.amount,
  sha256(record_send(ROW(q.id::integer, q.amount::numeric(10,2)))) AS __row_id
FROM (
  SELECT
    orders.id,
    orders.amount
  FROM
    public.orders AS orders
  WHERE orders.amount > 20::numeric
    AND orders.status <> 'void'::text
) AS q (id, amount);
ANALYZE deltamill.public_large__rows;
