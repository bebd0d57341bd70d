-- rows of a dependent join: rows of before(X) that Δx can matter to
-- Runs when public.sales changed.
INSERT INTO deltamill.public_shop_sales__lateral1_1_rows (
  id,
  floor,
  __weight
)
WITH
  frontier AS (
    -- up to where public.shop_sales contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.shop_sales'
  ),
  s_changes AS (
    -- public.shops: what changed since the frontier
    SELECT
      c.id,
      c.floor,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_shops__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  s.id,
  s.floor,
  1::bigint AS __weight
FROM
  (
    SELECT
      lateral1_1_keys.key1
    FROM
      deltamill.public_shop_sales__lateral1_1_keys AS lateral1_1_keys
    GROUP BY
      lateral1_1_keys.key1
  ) AS grouped (key1),
  public.shops AS s
WHERE grouped.key1 = s.id
UNION ALL
SELECT
  s_changes.id,
  s_changes.floor,
  -s_changes.__weight AS __weight
FROM
  (
    SELECT
      lateral1_1_keys.key1
    FROM
      deltamill.public_shop_sales__lateral1_1_keys AS lateral1_1_keys
    GROUP BY
      lateral1_1_keys.key1
  ) AS grouped (key1),
  s_changes
WHERE grouped.key1 = s_changes.id;
