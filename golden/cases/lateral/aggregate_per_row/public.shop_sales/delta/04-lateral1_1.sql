-- dependent join: f(x, S before its change) subtracted from f(x, S after it)
-- Runs when public.sales changed.
INSERT INTO deltamill.public_shop_sales__lateral1_changes (
  id,
  floor,
  count,
  sum,
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
  x_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.shop,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  lateral1_1_rows.id,
  lateral1_1_rows.floor,
  per_row.count,
  per_row.sum,
  lateral1_1_rows.__weight
FROM
  deltamill.public_shop_sales__lateral1_1_rows AS lateral1_1_rows,
  LATERAL (
    SELECT
      count(*) AS count,
      sum(x.amount) AS sum
    FROM
      public.sales AS x
    WHERE x.shop = lateral1_1_rows.id
      AND x.amount > lateral1_1_rows.floor::numeric
  ) AS per_row (count, sum)
UNION ALL
SELECT
  lateral1_1_rows.id,
  lateral1_1_rows.floor,
  per_row.count,
  per_row.sum,
  -lateral1_1_rows.__weight AS __weight
FROM
  deltamill.public_shop_sales__lateral1_1_rows AS lateral1_1_rows,
  LATERAL (
    SELECT
      count(*) AS count,
      sum(bag.amount) AS sum
    FROM
      (
        SELECT
          netted.amount
        FROM (
          SELECT DISTINCT ON (identified.__identity)
            identified.amount,
            sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
          FROM (
            SELECT
              zset.amount,
              zset.__weight,
              sha256(record_send(ROW(zset.amount))) AS __identity
            FROM (
              SELECT
                branches.amount,
                branches.__weight
              FROM
                (
                  SELECT
                    x.shop,
                    x.amount,
                    1::bigint AS __weight
                  FROM
                    public.sales AS x
                  UNION ALL
                  SELECT
                    x_changes.shop,
                    x_changes.amount,
                    -x_changes.__weight AS __weight
                  FROM
                    x_changes
                ) AS branches (shop, amount, __weight)
              WHERE branches.shop = lateral1_1_rows.id
                AND branches.amount > lateral1_1_rows.floor::numeric
            ) AS zset
          ) AS identified
        ) AS netted
        CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
      ) AS bag (amount)
  ) AS per_row (count, sum);
