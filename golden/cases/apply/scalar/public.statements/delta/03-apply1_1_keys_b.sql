-- keys of a dependent join: K ⊇ keys in Δb
-- Runs when public.bookings changed.
INSERT INTO deltamill.public_statements__apply1_1_keys (
  key1
)
WITH
  frontier AS (
    -- up to where public.statements contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.statements'
  ),
  b_changes AS (
    -- public.bookings: what changed since the frontier
    SELECT
      c.account,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_bookings__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  b_changes.account AS key1
FROM
  b_changes
GROUP BY
  b_changes.account;
