-- join term: Δa ⋈ before(group(bookings))
-- Runs when public.accounts changed.
INSERT INTO deltamill.public_balances__delta (
  owner,
  balance,
  largest,
  __weight
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
  branches.owner,
  branches.sum AS balance,
  branches.max AS largest,
  branches.__weight
FROM
  (
    SELECT
      a_changes.id,
      a_changes.owner,
      grouped.account,
      grouped.sum,
      grouped.max,
      a_changes.__weight
    FROM
      a_changes,
      (
        SELECT
          bookings.account,
          sum(bookings.amount) AS sum,
          max(bookings.amount) AS max
        FROM
          public.bookings AS bookings
        GROUP BY
          bookings.account
      ) AS grouped (account, sum, max)
    WHERE grouped.account = a_changes.id
    UNION ALL
    SELECT
      a_changes.id,
      a_changes.owner,
      group1_changes.account,
      group1_changes.sum,
      group1_changes.max,
      -(a_changes.__weight * group1_changes.__weight) AS __weight
    FROM
      a_changes,
      deltamill.public_balances__group1_changes AS group1_changes
    WHERE group1_changes.account = a_changes.id
  ) AS branches (id, owner, account, sum, max, __weight);
