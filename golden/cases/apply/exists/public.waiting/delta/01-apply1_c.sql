-- dependent join: f(Δc, after(S))
-- Runs when public.customers changed.
INSERT INTO deltamill.public_waiting__apply1_changes (
  id,
  name,
  "exists",
  exists_2,
  __weight
)
WITH
  frontier AS (
    -- up to where public.waiting contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.waiting'
  ),
  c_changes AS (
    -- public.customers: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_customers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  c_changes.id,
  c_changes.name,
  EXISTS (
    SELECT
      true AS present
    FROM
      public.orders AS o
    WHERE o.customer = c_changes.id
      AND o.open
  ) AS "exists",
  EXISTS (
    SELECT
      true AS present
    FROM
      public.orders AS o
    WHERE o.customer = c_changes.id
      AND (NOT o.open)
  ) AS exists_2,
  c_changes.__weight
FROM
  c_changes;
