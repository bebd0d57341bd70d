-- join term: Δc ⋈ before(o)
-- Runs when public.customers changed.
INSERT INTO deltamill.public_sold__delta (
  name,
  id,
  amount,
  __weight
)
WITH
  c_changes AS (
    -- public.customers: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_customers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.sold')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.sold'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.sold')
  ),
  o_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.id,
      c.customer,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.sold')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.sold'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.sold')
  )
SELECT
  branches.name,
  branches.id_2 AS id,
  branches.amount,
  branches.__weight
FROM
  (
    SELECT
      c_changes.id,
      c_changes.name,
      o.id AS id_2,
      o.customer,
      o.amount,
      c_changes.__weight
    FROM
      c_changes,
      public.orders AS o
    WHERE o.customer = c_changes.id
      AND o.amount > 3::numeric
    UNION ALL
    SELECT
      c_changes.id,
      c_changes.name,
      o_changes.id AS id_2,
      o_changes.customer,
      o_changes.amount,
      -(c_changes.__weight * o_changes.__weight) AS __weight
    FROM
      c_changes,
      o_changes
    WHERE o_changes.customer = c_changes.id
      AND o_changes.amount > 3::numeric
  ) AS branches (id, name, id_2, customer, amount, __weight);
