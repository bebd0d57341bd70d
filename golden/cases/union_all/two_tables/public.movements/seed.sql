-- First fill of public.movements.
INSERT INTO deltamill.public_movements__rows (
  item,
  quantity,
  __row_id
)
SELECT
  q.item,
  q.quantity,
  sha256(record_send(ROW(q.item::text, q.quantity::integer))) AS __row_id
FROM (
  SELECT
    incoming.item,
    incoming.quantity
  FROM
    public.incoming AS incoming
  UNION ALL
  SELECT
    outgoing.item,
    -outgoing.quantity AS quantity
  FROM
    public.outgoing AS outgoing
  WHERE outgoing.quantity <> 0
) AS q (item, quantity);
ANALYZE deltamill.public_movements__rows;
