-- rows of a dependent join: rows of before(X) that Δb can matter to
-- Runs when public.bookings changed.
INSERT INTO deltamill.public_statements__apply1_1_rows (
  id,
  owner,
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
  a.id,
  a.owner,
  1::bigint AS __weight
FROM
  (
    SELECT
      apply1_1_keys.key1
    FROM
      deltamill.public_statements__apply1_1_keys AS apply1_1_keys
    GROUP BY
      apply1_1_keys.key1
  ) AS grouped (key1),
  public.accounts AS a
WHERE grouped.key1 = a.id
UNION ALL
SELECT
  a_changes.id,
  a_changes.owner,
  -a_changes.__weight AS __weight
FROM
  (
    SELECT
      apply1_1_keys.key1
    FROM
      deltamill.public_statements__apply1_1_keys AS apply1_1_keys
    GROUP BY
      apply1_1_keys.key1
  ) AS grouped (key1),
  a_changes
WHERE grouped.key1 = a_changes.id;
