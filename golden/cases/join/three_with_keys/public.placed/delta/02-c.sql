-- join term: before(o) ⋈ Δc ⋈ after(n)
-- Runs when public.customers changed.
INSERT INTO deltamill.public_placed__delta (
  id,
  amount,
  nation,
  __weight
)
WITH
  frontier AS (
    -- up to where public.placed contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.placed'
  ),
  c_changes AS (
    -- public.customers: what changed since the frontier
    SELECT
      c.id,
      c.nation,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_customers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  c_with_n AS (
    SELECT
      c_changes.id,
      c_changes.nation,
      n.id AS id_2,
      n.name,
      c_changes.__weight
    FROM
      c_changes,
      public.nations AS n
    WHERE c_changes.nation = n.id
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
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.id_3 AS id,
  branches.amount,
  branches.name AS nation,
  branches.__weight
FROM
  (
    SELECT
      c_with_n.id,
      c_with_n.nation,
      c_with_n.id_2,
      c_with_n.name,
      o.id AS id_3,
      o.customer,
      o.amount,
      c_with_n.__weight
    FROM
      c_with_n,
      public.orders AS o
    WHERE o.customer = c_with_n.id
    UNION ALL
    SELECT
      c_with_n.id,
      c_with_n.nation,
      c_with_n.id_2,
      c_with_n.name,
      o_changes.id AS id_3,
      o_changes.customer,
      o_changes.amount,
      -(c_with_n.__weight * o_changes.__weight) AS __weight
    FROM
      c_with_n,
      o_changes
    WHERE o_changes.customer = c_with_n.id
  ) AS branches (id, nation, id_2, name, id_3, customer, amount, __weight);
