-- changes of a source: Δorders
-- Runs when public.orders changed.
INSERT INTO deltamill.public_per_customer__delta (
  customer,
  __count,
  __sum_amount
)
WITH
  orders_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.customer,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.per_customer')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.per_customer'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.per_customer')
  )
SELECT
  orders_changes.customer,
  sum(orders_changes.__weight)::bigint AS __count,
  sum(orders_changes.amount * orders_changes.__weight::numeric) AS __sum_amount
FROM
  orders_changes
GROUP BY
  orders_changes.customer;
