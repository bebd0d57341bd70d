-- dependent join: f(Δa, after(S))
-- Runs when public.accounts changed.
INSERT INTO deltamill.public_statements__apply1_changes (
  id,
  owner,
  scalar,
  scalar_2,
  scalar_3,
  __weight
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
  a_changes AS (
    -- public.accounts: what changed since the frontier
    SELECT
      c.id,
      c.owner,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_accounts__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  a_changes.id,
  a_changes.owner,
  (
    SELECT
      count(*) AS count
    FROM
      public.bookings AS b
    WHERE b.account = a_changes.id
  ) AS scalar,
  (
    SELECT
      max(b.amount) AS max
    FROM
      public.bookings AS b
    WHERE b.account = a_changes.id
  ) AS scalar_2,
  (
    SELECT
      avg(bookings.account) AS avg
    FROM
      public.bookings AS bookings
  ) AS scalar_3,
  a_changes.__weight
FROM
  a_changes;
