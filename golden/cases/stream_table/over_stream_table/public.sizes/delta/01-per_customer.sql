-- changes of a source: Δper_customer
-- Runs when public.per_customer changed.
INSERT INTO deltamill.public_sizes__delta (
  orders,
  __count
)
WITH
  per_customer_changes AS (
    -- public.per_customer: what changed since the frontier
    SELECT
      c.orders,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_per_customer__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.sizes')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.sizes'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.sizes')
  )
SELECT
  per_customer_changes.orders,
  sum(per_customer_changes.__weight)::bigint AS __count
FROM
  per_customer_changes
GROUP BY
  per_customer_changes.orders;
