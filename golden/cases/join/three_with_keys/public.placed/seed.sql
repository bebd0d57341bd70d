-- First fill of public.placed.
INSERT INTO deltamill.public_placed__rows (
  id,
  amount,
  nation,
  __row_id
)
SELECT
  q.id,
  q.amount,
  q.nation,
  sha256(record_send(ROW(q.id::integer, q.amount::numeric(10,2), q.nation::text))) AS __row_id
FROM (
  SELECT
    o.id,
    o.amount,
    n.name AS nation
  FROM
    public.orders AS o,
    public.customers AS c,
    public.nations AS n
  WHERE o.customer = c.id
    AND c.nation = n.id
) AS q (id, amount, nation);
ANALYZE deltamill.public_placed__rows;
