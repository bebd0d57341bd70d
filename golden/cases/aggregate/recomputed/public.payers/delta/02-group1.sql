-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.payments changed.
INSERT INTO deltamill.public_payers__group1_changes (
  payer,
  array_agg,
  count,
  percentile_cont,
  sum,
  __weight
)
WITH
  frontier AS (
    -- up to where public.payers contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.payers'
  ),
  payments_changes AS (
    -- public.payments: what changed since the frontier
    SELECT
      c.payer,
      c.amount,
      c.share,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payments__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  payments.payer,
  array_agg(payments.amount ORDER BY payments.amount DESC NULLS LAST, record_send(ROW(payments.amount))) AS array_agg,
  count(DISTINCT payments.amount) AS count,
  percentile_cont(0.5::double precision) WITHIN GROUP (ORDER BY payments.amount::double precision) FILTER (WHERE (payments.amount > 5::numeric) IS TRUE) AS percentile_cont,
  sum(payments.share ORDER BY record_send(ROW(payments.share))) AS sum,
  1::bigint AS __weight
FROM
  (
    SELECT
      group1_keys.payer
    FROM
      deltamill.public_payers__group1_keys AS group1_keys
    GROUP BY
      group1_keys.payer
  ) AS grouped (payer),
  public.payments AS payments
WHERE grouped.payer = payments.payer
GROUP BY
  payments.payer
UNION ALL
SELECT
  bag.payer,
  array_agg(bag.amount ORDER BY bag.amount DESC NULLS LAST, record_send(ROW(bag.amount))) AS array_agg,
  count(DISTINCT bag.amount) AS count,
  percentile_cont(0.5::double precision) WITHIN GROUP (ORDER BY bag.amount::double precision) FILTER (WHERE (bag.amount > 5::numeric) IS TRUE) AS percentile_cont,
  sum(bag.share ORDER BY record_send(ROW(bag.share))) AS sum,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      netted.payer,
      netted.amount,
      netted.share
    FROM (
      SELECT DISTINCT ON (identified.__identity)
        identified.payer,
        identified.amount,
        identified.share,
        sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
      FROM (
        SELECT
          zset.payer,
          zset.amount,
          zset.share,
          zset.__weight,
          sha256(record_send(ROW(zset.payer, zset.amount, zset.share))) AS __identity
        FROM (
          SELECT
            branches.payer,
            branches.amount,
            branches.share,
            branches.__weight
          FROM
            (
              SELECT
                payments.payer,
                payments.amount,
                payments.share,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.payer
                  FROM
                    deltamill.public_payers__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.payer
                ) AS grouped (payer),
                public.payments AS payments
              WHERE grouped.payer = payments.payer
              UNION ALL
              SELECT
                payments_changes.payer,
                payments_changes.amount,
                payments_changes.share,
                -payments_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.payer
                  FROM
                    deltamill.public_payers__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.payer
                ) AS grouped (payer),
                payments_changes
              WHERE grouped.payer = payments_changes.payer
            ) AS branches (payer, amount, share, __weight)
        ) AS zset
      ) AS identified
    ) AS netted
    CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
  ) AS bag (payer, amount, share)
GROUP BY
  bag.payer;
