-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.bookings changed.
INSERT INTO deltamill.public_balances__group1_changes (
  account,
  sum,
  max,
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
  bookings.account,
  sum(bookings.amount) AS sum,
  max(bookings.amount) AS max,
  1::bigint AS __weight
FROM
  (
    SELECT
      group1_keys.account
    FROM
      deltamill.public_balances__group1_keys AS group1_keys
    GROUP BY
      group1_keys.account
  ) AS grouped (account),
  public.bookings AS bookings
WHERE grouped.account = bookings.account
GROUP BY
  bookings.account
UNION ALL
SELECT
  bag.account,
  sum(bag.amount) AS sum,
  max(bag.amount) AS max,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      netted.account,
      netted.amount
    FROM (
      SELECT DISTINCT ON (identified.__identity)
        identified.account,
        identified.amount,
        sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
      FROM (
        SELECT
          zset.account,
          zset.amount,
          zset.__weight,
          sha256(record_send(ROW(zset.account, zset.amount))) AS __identity
        FROM (
          SELECT
            branches.account,
            branches.amount,
            branches.__weight
          FROM
            (
              SELECT
                bookings.account,
                bookings.amount,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.account
                  FROM
                    deltamill.public_balances__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.account
                ) AS grouped (account),
                public.bookings AS bookings
              WHERE grouped.account = bookings.account
              UNION ALL
              SELECT
                bookings_changes.account,
                bookings_changes.amount,
                -bookings_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.account
                  FROM
                    deltamill.public_balances__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.account
                ) AS grouped (account),
                bookings_changes
              WHERE grouped.account = bookings_changes.account
            ) AS branches (account, amount, __weight)
        ) AS zset
      ) AS identified
    ) AS netted
    CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
  ) AS bag (account, amount)
GROUP BY
  bag.account;
