-- FULL refresh of public.ranked: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
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
    ) AS q (track, runner, seconds, place, rank, near, lately)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_ranked__rows AS s
    ) AS z
    GROUP BY
      z.__row_id
    HAVING sum(z.copies) <> 0
  ),
  doomed AS (
    -- stored copies of rows that left, counted
    SELECT
      s.ctid,
      row_number() OVER (PARTITION BY s.__row_id) AS copy,
      -n.__weight AS copies
    FROM
      net AS n,
      deltamill.public_ranked__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_ranked__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
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
      a.track,
      a.runner,
      a.seconds,
      a.place,
      a.rank,
      a.near,
      a.lately,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.track,
        i.runner,
        i.seconds,
        i.place,
        i.rank,
        i.near,
        i.lately,
        i.__row_id,
        n.__weight
      FROM
        net AS n,
        incoming AS i
      WHERE n.__weight > 0
        AND i.__row_id = n.__row_id
    ) AS a
    CROSS JOIN generate_series(1, a.__weight)
    RETURNING 1
  ),
  window1_keys_cleared AS (
    DELETE FROM deltamill.public_ranked__window1_keys
    RETURNING 1
  ),
  window1_changes_cleared AS (
    DELETE FROM deltamill.public_ranked__window1_changes
    RETURNING 1
  ),
  window2_keys_cleared AS (
    DELETE FROM deltamill.public_ranked__window2_keys
    RETURNING 1
  ),
  window2_changes_cleared AS (
    DELETE FROM deltamill.public_ranked__window2_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_ranked__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
