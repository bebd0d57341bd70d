-- join term: before(o) ⋈ before(c) ⋈ Δn
-- Runs when public.nations changed.
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
  n_changes AS (
    -- public.nations: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_nations__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
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
  n_with_c AS (
    SELECT
      n_changes.id,
      n_changes.name,
      c.id AS id_2,
      c.nation,
      n_changes.__weight
    FROM
      n_changes,
      public.customers AS c
    WHERE c.nation = n_changes.id
    UNION ALL
    SELECT
      n_changes.id,
      n_changes.name,
      c_changes.id AS id_2,
      c_changes.nation,
      -(n_changes.__weight * c_changes.__weight) AS __weight
    FROM
      n_changes,
      c_changes
    WHERE c_changes.nation = n_changes.id
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
      n_with_c.id,
      n_with_c.name,
      n_with_c.id_2,
      n_with_c.nation,
      o.id AS id_3,
      o.customer,
      o.amount,
      n_with_c.__weight
    FROM
      n_with_c,
      public.orders AS o
    WHERE o.customer = n_with_c.id_2
    UNION ALL
    SELECT
      n_with_c.id,
      n_with_c.name,
      n_with_c.id_2,
      n_with_c.nation,
      o_changes.id AS id_3,
      o_changes.customer,
      o_changes.amount,
      -(n_with_c.__weight * o_changes.__weight) AS __weight
    FROM
      n_with_c,
      o_changes
    WHERE o_changes.customer = n_with_c.id_2
  ) AS branches (id, name, id_2, nation, id_3, customer, amount, __weight);
