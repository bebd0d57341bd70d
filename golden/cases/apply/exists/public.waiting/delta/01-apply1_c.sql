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
  c_changes AS (
    -- public.customers: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_customers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.waiting')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.waiting'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.waiting')
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
