-- keys of a keyed operator: K ⊇ keys in Δbookings
-- Runs when public.bookings changed.
INSERT INTO deltamill.public_balances__group1_keys (
  account
)
WITH
  frontier AS (
    -- up to where public.balances contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.balances'
  ),
  bookings_changes AS (
    -- public.bookings: what changed since the frontier
    SELECT
      c.account,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_bookings__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  bookings_changes.account
FROM
  bookings_changes
GROUP BY
  bookings_changes.account;
