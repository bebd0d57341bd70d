-- join term: Δo ⋈ after(c) ⋈ after(n)
-- Runs when public.orders changed.
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
  o_changes.id,
  o_changes.amount,
  n.name AS nation,
  o_changes.__weight
FROM
  o_changes,
  public.customers AS c,
  public.nations AS n
WHERE o_changes.customer = c.id
  AND c.nation = n.id;
