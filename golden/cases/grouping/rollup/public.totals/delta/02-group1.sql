-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.sales changed.
INSERT INTO deltamill.public_totals__group1_changes (
  region,
  product,
  count,
  sum,
  __weight
)
WITH
  frontier AS (
    -- up to where public.totals contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.totals'
  ),
  sales_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.region,
      c.product,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  sales.region,
  sales.product,
  count(*) AS count,
  sum(sales.amount) AS sum,
  1::bigint AS __weight
FROM
  (
    SELECT
      group1_keys.region,
      group1_keys.product
    FROM
      deltamill.public_totals__group1_keys AS group1_keys
    GROUP BY
      group1_keys.region,
      group1_keys.product
  ) AS grouped (region, product),
  public.sales AS sales
WHERE ((grouped.region = sales.region) OR ((grouped.region IS NULL) AND (sales.region IS NULL)))
  AND grouped.product = sales.product
GROUP BY
  sales.region,
  sales.product
UNION ALL
SELECT
  bag.region,
  bag.product,
  count(*) AS count,
  sum(bag.amount) AS sum,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      netted.region,
      netted.product,
      netted.amount
    FROM (
      SELECT DISTINCT ON (identified.__identity)
        identified.region,
        identified.product,
        identified.amount,
        sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
      FROM (
        SELECT
          zset.region,
          zset.product,
          zset.amount,
          zset.__weight,
          sha256(record_send(ROW(zset.region, zset.product, zset.amount))) AS __identity
        FROM (
          SELECT
            branches.region,
            branches.product,
            branches.amount,
            branches.__weight
          FROM
            (
              SELECT
                sales.region,
                sales.product,
                sales.amount,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.region,
                    group1_keys.product
                  FROM
                    deltamill.public_totals__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.region,
                    group1_keys.product
                ) AS grouped (region, product),
                public.sales AS sales
              WHERE ((grouped.region = sales.region) OR ((grouped.region IS NULL) AND (sales.region IS NULL)))
                AND grouped.product = sales.product
              UNION ALL
              SELECT
                sales_changes.region,
                sales_changes.product,
                sales_changes.amount,
                -sales_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.region,
                    group1_keys.product
                  FROM
                    deltamill.public_totals__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.region,
                    group1_keys.product
                ) AS grouped (region, product),
                sales_changes
              WHERE ((grouped.region = sales_changes.region) OR ((grouped.region IS NULL) AND (sales_changes.region IS NULL)))
                AND grouped.product = sales_changes.product
            ) AS branches (region, product, amount, __weight)
        ) AS zset
      ) AS identified
    ) AS netted
    CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
  ) AS bag (region, product, amount)
GROUP BY
  bag.region,
  bag.product;
