-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.runs changed.
INSERT INTO deltamill.public_ranked__window1_changes (
  track,
  runner,
  seconds,
  "day",
  row_number,
  rank,
  count,
  __weight
)
WITH
  frontier AS (
    -- up to where public.ranked contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.ranked'
  ),
  runs_changes AS (
    -- public.runs: what changed since the frontier
    SELECT
      c.track,
      c.runner,
      c.seconds,
      c."day",
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_runs__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
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
        (
          SELECT
            window1_keys.track
          FROM
            deltamill.public_ranked__window1_keys AS window1_keys
          GROUP BY
            window1_keys.track
        ) AS grouped (track),
        public.runs AS runs
      WHERE grouped.track = runs.track
    ) AS ordered
  ) AS windowed (track, runner, seconds, "day", row_number, rank, count)
UNION ALL
SELECT
  windowed.track,
  windowed.runner,
  windowed.seconds,
  windowed."day",
  windowed.row_number,
  windowed.rank,
  windowed.count,
  '-1'::bigint AS __weight
FROM
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
        bag.track,
        bag.runner,
        bag.seconds,
        bag."day"
      FROM
        (
          SELECT
            netted.track,
            netted.runner,
            netted.seconds,
            netted."day"
          FROM (
            SELECT DISTINCT ON (identified.__identity)
              identified.track,
              identified.runner,
              identified.seconds,
              identified."day",
              sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
            FROM (
              SELECT
                zset.track,
                zset.runner,
                zset.seconds,
                zset."day",
                zset.__weight,
                sha256(record_send(ROW(zset.track, zset.runner, zset.seconds, zset."day"))) AS __identity
              FROM (
                SELECT
                  runs.track,
                  runs.runner,
                  runs.seconds,
                  runs."day",
                  1::bigint AS __weight
                FROM
                  (
                    SELECT
                      window1_keys.track
                    FROM
                      deltamill.public_ranked__window1_keys AS window1_keys
                    GROUP BY
                      window1_keys.track
                  ) AS grouped (track),
                  public.runs AS runs
                WHERE grouped.track = runs.track
                UNION ALL
                SELECT
                  runs_changes.track,
                  runs_changes.runner,
                  runs_changes.seconds,
                  runs_changes."day",
                  -runs_changes.__weight AS __weight
                FROM
                  (
                    SELECT
                      window1_keys.track
                    FROM
                      deltamill.public_ranked__window1_keys AS window1_keys
                    GROUP BY
                      window1_keys.track
                  ) AS grouped (track),
                  runs_changes
                WHERE grouped.track = runs_changes.track
              ) AS zset
            ) AS identified
          ) AS netted
          CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
        ) AS bag (track, runner, seconds, "day")
    ) AS ordered
  ) AS windowed (track, runner, seconds, "day", row_number, rank, count);
