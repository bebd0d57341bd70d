-- Rows in which public.ranked and its query differ; none when all is well.
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.track::integer, q.runner::text, q.seconds::numeric(6,2), q.place::bigint, q.rank::bigint, q.near::bigint, q.lately::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.track, q.runner, q.seconds, q.place, q.rank, q.near, q.lately)::text) AS row
    FROM (
      SELECT
        windowed.track,
        windowed.runner,
        windowed.seconds,
        windowed.row_number AS place,
        windowed.rank,
        windowed.count AS near,
        windowed.sum AS lately
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
          ) AS ordered
        ) AS windowed (track, runner, seconds, "day", row_number, rank, count, sum)
    ) AS q (track, runner, seconds, place, rank, near, lately)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.track::integer, q.runner::text, q.seconds::numeric(6,2), q.place::bigint, q.rank::bigint, q.near::bigint, q.lately::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.track, q.runner, q.seconds, q.place, q.rank, q.near, q.lately)::text) AS row
    FROM (
      SELECT *
      FROM public.ranked
    ) AS q (track, runner, seconds, place, rank, near, lately)
    GROUP BY
      1
  )
SELECT
  CASE WHEN coalesce(e.copies, 0) > coalesce(a.copies, 0) THEN 'missing' ELSE 'unexpected' END AS side,
  abs(coalesce(e.copies, 0) - coalesce(a.copies, 0)) AS copies,
  coalesce(e.row, a.row) AS row
FROM expected AS e
FULL JOIN actual AS a
  ON e.identity = a.identity
WHERE e.copies IS DISTINCT FROM a.copies;
