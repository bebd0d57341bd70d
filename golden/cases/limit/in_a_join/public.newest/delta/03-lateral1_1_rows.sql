-- rows of a dependent join: rows of before(X) that Δvisits can matter to
-- Runs when public.visits changed.
INSERT INTO deltamill.public_newest__lateral1_1_rows (
  id,
  name,
  __weight
)
WITH
  frontier AS (
    -- up to where public.newest contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.newest'
  ),
  p_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  p.id,
  p.name,
  1::bigint AS __weight
FROM
  (
    SELECT
      lateral1_1_keys.key1
    FROM
      deltamill.public_newest__lateral1_1_keys AS lateral1_1_keys
    GROUP BY
      lateral1_1_keys.key1
  ) AS grouped (key1),
  public.people AS p
WHERE grouped.key1 = p.id
UNION ALL
SELECT
  p_changes.id,
  p_changes.name,
  -p_changes.__weight AS __weight
FROM
  (
    SELECT
      lateral1_1_keys.key1
    FROM
      deltamill.public_newest__lateral1_1_keys AS lateral1_1_keys
    GROUP BY
      lateral1_1_keys.key1
  ) AS grouped (key1),
  p_changes
WHERE grouped.key1 = p_changes.id;
