-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.prices changed.
INSERT INTO deltamill.public_latest__window1_changes (
  item,
  price,
  "day",
  row_number,
  __weight
)
WITH
  frontier AS (
    -- up to where public.latest contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.latest'
  ),
  prices_changes AS (
    -- public.prices: what changed since the frontier
    SELECT
      c.item,
      c."day",
      c.price,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_prices__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  windowed.item,
  windowed.price,
  windowed."day",
  windowed.row_number,
  1::bigint AS __weight
FROM
  (
    SELECT
      ordered.item,
      ordered.price,
      ordered."day",
      row_number() OVER (PARTITION BY ordered.item ORDER BY ordered.item, ordered."day" DESC) AS row_number
    FROM (
      SELECT
        prices.item,
        prices.price,
        prices."day"
      FROM
        (
          SELECT
            window1_keys.item
          FROM
            deltamill.public_latest__window1_keys AS window1_keys
          GROUP BY
            window1_keys.item
        ) AS grouped (item),
        public.prices AS prices
      WHERE grouped.item = prices.item
    ) AS ordered
  ) AS windowed (item, price, "day", row_number)
WHERE windowed.row_number <= 1::bigint
UNION ALL
SELECT
  windowed.item,
  windowed.price,
  windowed."day",
  windowed.row_number,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      ordered.item,
      ordered.price,
      ordered."day",
      row_number() OVER (PARTITION BY ordered.item ORDER BY ordered.item, ordered."day" DESC) AS row_number
    FROM (
      SELECT
        bag.item,
        bag.price,
        bag."day"
      FROM
        (
          SELECT
            netted.item,
            netted.price,
            netted."day"
          FROM (
            SELECT DISTINCT ON (identified.__identity)
              identified.item,
              identified.price,
              identified."day",
              sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
            FROM (
              SELECT
                zset.item,
                zset.price,
                zset."day",
                zset.__weight,
                sha256(record_send(ROW(zset.item, zset.price, zset."day"))) AS __identity
              FROM (
                SELECT
                  branches.item,
                  branches.price,
                  branches."day",
                  branches.__weight
                FROM
                  (
                    SELECT
                      prices.item,
                      prices."day",
                      prices.price,
                      1::bigint AS __weight
                    FROM
                      (
                        SELECT
                          window1_keys.item
                        FROM
                          deltamill.public_latest__window1_keys AS window1_keys
                        GROUP BY
                          window1_keys.item
                      ) AS grouped (item),
                      public.prices AS prices
                    WHERE grouped.item = prices.item
                    UNION ALL
                    SELECT
                      prices_changes.item,
                      prices_changes."day",
                      prices_changes.price,
                      -prices_changes.__weight AS __weight
                    FROM
                      (
                        SELECT
                          window1_keys.item
                        FROM
                          deltamill.public_latest__window1_keys AS window1_keys
                        GROUP BY
                          window1_keys.item
                      ) AS grouped (item),
                      prices_changes
                    WHERE grouped.item = prices_changes.item
                  ) AS branches (item, "day", price, __weight)
              ) AS zset
            ) AS identified
          ) AS netted
          CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
        ) AS bag (item, price, "day")
    ) AS ordered
  ) AS windowed (item, price, "day", row_number)
WHERE windowed.row_number <= 1::bigint;
