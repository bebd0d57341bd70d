-- rows of a dependent join: rows of before(X) that Δo can matter to
-- Runs when public.orders changed.
INSERT INTO deltamill.public_waiting__apply1_2_rows (
  id,
  name,
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
  c.id,
  c.name,
  1::bigint AS __weight
FROM
  (
    SELECT
      apply1_2_keys.key1
    FROM
      deltamill.public_waiting__apply1_2_keys AS apply1_2_keys
    GROUP BY
      apply1_2_keys.key1
  ) AS grouped (key1),
  public.customers AS c
WHERE grouped.key1 = c.id
UNION ALL
SELECT
  c_changes.id,
  c_changes.name,
  -c_changes.__weight AS __weight
FROM
  (
    SELECT
      apply1_2_keys.key1
    FROM
      deltamill.public_waiting__apply1_2_keys AS apply1_2_keys
    GROUP BY
      apply1_2_keys.key1
  ) AS grouped (key1),
  c_changes
WHERE grouped.key1 = c_changes.id;
