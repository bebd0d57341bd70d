-- First fill of public.ranked.
INSERT INTO deltamill.public_ranked__rows (
  track,
  runner,
  seconds,
  place,
  rank,
  near,
  lately,
  __row_id
)
SELECT
  q.track,
  q.runner,
  q.seconds,
  q.place,
  q.rank,
  q.near,
  q.lately,
  sha256(record_send(ROW(q.track::integer, q.runner::text, q.seconds::numeric(6,2), q.place::bigint, q.rank::bigint, q.near::bigint, q.lately::numeric))) AS __row_id
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
) AS q (track, runner, seconds, place, rank, near, lately);
ANALYZE deltamill.public_ranked__rows;
