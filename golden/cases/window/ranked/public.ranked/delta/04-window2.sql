-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.runs changed.
INSERT INTO deltamill.public_ranked__window2_changes (
  track,
  runner,
  seconds,
  "day",
  row_number,
  rank,
  count,
  sum,
  __weight
)
SELECT
  windowed.track,
  windowed.runner,
  windowed.seconds,
  windowed."day",
  windowed.row_number,
  windowed.rank,
  windowed.count,
  windowed.sum,
  1::bigint AS __weight
FROM
  (
    SELECT
      ordered.track,
      ordered.runner,
      ordered.seconds,
      ordered."day",
      ordered.row_number,
      ordered.rank,
      ordered.count,
      sum(ordered.seconds) OVER (PARTITION BY ordered.runner ORDER BY ordered."day" RANGE BETWEEN '2 days' PRECEDING AND CURRENT ROW EXCLUDE TIES) AS sum
    FROM (
      SELECT
        windowed.track,
        windowed.runner,
        windowed.seconds,
        windowed."day",
        windowed.row_number,
        windowed.rank,
        windowed.count
      FROM
        (
          SELECT
            window2_keys.runner
          FROM
            deltamill.public_ranked__window2_keys AS window2_keys
          GROUP BY
            window2_keys.runner
        ) AS grouped (runner),
        (
          SELECT
            ordered.track,
            ordered.runner,
            ordered.seconds,
            ordered."day",
            row_number() OVER (PARTITION BY ordered.track ORDER BY ordered.seconds DESC NULLS LAST, sha256(record_send(ROW(ordered.track, ordered.runner, ordered.seconds, ordered."day")))) AS row_number,
            rank() OVER (PARTITION BY ordered.track ORDER BY ordered.seconds DESC NULLS LAST) AS rank,
            count(*) FILTER (WHERE ordered.seconds > 11::numeric) OVER (PARTITION BY ordered.track ORDER BY ordered.seconds DESC NULLS LAST, sha256(record_send(ROW(ordered.track, ordered.runner, ordered.seconds, ordered."day"))) ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS count
          FROM (
            SELECT
              runs.track,
              runs.runner,
              runs.seconds,
              runs."day"
            FROM
              public.runs AS runs
          ) AS ordered
        ) AS windowed (track, runner, seconds, "day", row_number, rank, count)
      WHERE grouped.runner = windowed.runner
    ) AS ordered
  ) AS windowed (track, runner, seconds, "day", row_number, rank, count, sum)
UNION ALL
SELECT
  windowed.track,
  windowed.runner,
  windowed.seconds,
  windowed."day",
  windowed.row_number,
  windowed.rank,
  windowed.count,
  windowed.sum,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      ordered.track,
      ordered.runner,
      ordered.seconds,
      ordered."day",
      ordered.row_number,
      ordered.rank,
      ordered.count,
      sum(ordered.seconds) OVER (PARTITION BY ordered.runner ORDER BY ordered."day" RANGE BETWEEN '2 days' PRECEDING AND CURRENT ROW EXCLUDE TIES) AS sum
    FROM (
      SELECT
        bag.track,
        bag.runner,
        bag.seconds,
        bag."day",
        bag.row_number,
        bag.rank,
        bag.count
      FROM
        (
          SELECT
            netted.track,
            netted.runner,
            netted.seconds,
            netted."day",
            netted.row_number,
            netted.rank,
            netted.count
          FROM (
            SELECT DISTINCT ON (identified.__identity)
              identified.track,
              identified.runner,
              identified.seconds,
              identified."day",
              identified.row_number,
              identified.rank,
              identified.count,
              sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
            FROM (
              SELECT
                zset.track,
                zset.runner,
                zset.seconds,
                zset."day",
                zset.row_number,
                zset.rank,
                zset.count,
                zset.__weight,
                sha256(record_send(ROW(zset.track, zset.runner, zset.seconds, zset."day", zset.row_number, zset.rank, zset.count))) AS __identity
              FROM (
                SELECT
                  windowed.track,
                  windowed.runner,
                  windowed.seconds,
                  windowed."day",
                  windowed.row_number,
                  windowed.rank,
                  windowed.count,
                  1::bigint AS __weight
                FROM
                  (
                    SELECT
                      window2_keys.runner
                    FROM
                      deltamill.public_ranked__window2_keys AS window2_keys
                    GROUP BY
                      window2_keys.runner
                  ) AS grouped (runner),
                  (
                    SELECT
                      ordered.track,
                      ordered.runner,
                      ordered.seconds,
                      ordered."day",
                      row_number() OVER (PARTITION BY ordered.track ORDER BY ordered.seconds DESC NULLS LAST, sha256(record_send(ROW(ordered.track, ordered.runner, ordered.seconds, ordered."day")))) AS row_number,
                      rank() OVER (PARTITION BY ordered.track ORDER BY ordered.seconds DESC NULLS LAST) AS rank,
                      count(*) FILTER (WHERE ordered.seconds > 11::numeric) OVER (PARTITION BY ordered.track ORDER BY ordered.seconds DESC NULLS LAST, sha256(record_send(ROW(ordered.track, ordered.runner, ordered.seconds, ordered."day"))) ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS count
                    FROM (
                      SELECT
                        runs.track,
                        runs.runner,
                        runs.seconds,
                        runs."day"
                      FROM
                        public.runs AS runs
                    ) AS ordered
                  ) AS windowed (track, runner, seconds, "day", row_number, rank, count)
                WHERE grouped.runner = windowed.runner
                UNION ALL
                SELECT
                  window1_changes.track,
                  window1_changes.runner,
                  window1_changes.seconds,
                  window1_changes."day",
                  window1_changes.row_number,
                  window1_changes.rank,
                  window1_changes.count,
                  -window1_changes.__weight AS __weight
                FROM
                  (
                    SELECT
                      window2_keys.runner
                    FROM
                      deltamill.public_ranked__window2_keys AS window2_keys
                    GROUP BY
                      window2_keys.runner
                  ) AS grouped (runner),
                  deltamill.public_ranked__window1_changes AS window1_changes
                WHERE grouped.runner = window1_changes.runner
              ) AS zset
            ) AS identified
          ) AS netted
          CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
        ) AS bag (track, runner, seconds, "day", row_number, rank, count)
    ) AS ordered
  ) AS windowed (track, runner, seconds, "day", row_number, rank, count, sum);
