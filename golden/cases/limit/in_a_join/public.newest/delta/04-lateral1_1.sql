-- dependent join: f(x, S before its change) subtracted from f(x, S after it)
-- Runs when public.visits changed.
INSERT INTO deltamill.public_newest__lateral1_changes (
  id,
  name,
  at,
  __weight
)
WITH
  frontier AS (
    -- up to where public.newest contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.newest'
  ),
  visits_changes AS (
    -- public.visits: what changed since the frontier
    SELECT
      c.person,
      c.at,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_visits__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  lateral1_1_rows.id,
  lateral1_1_rows.name,
  per_row.at,
  lateral1_1_rows.__weight
FROM
  deltamill.public_newest__lateral1_1_rows AS lateral1_1_rows,
  LATERAL (
    SELECT
      windowed.at
    FROM
      (
        SELECT
          ordered.at,
          row_number() OVER (ORDER BY ordered.at DESC, sha256(record_send(ROW(ordered.at)))) AS row_number
        FROM (
          SELECT
            visits.at
          FROM
            public.visits AS visits
          WHERE visits.person = lateral1_1_rows.id
        ) AS ordered
      ) AS windowed (at, row_number)
    WHERE windowed.row_number <= 2::bigint
  ) AS per_row (at)
UNION ALL
SELECT
  lateral1_1_rows.id,
  lateral1_1_rows.name,
  per_row.at,
  -lateral1_1_rows.__weight AS __weight
FROM
  deltamill.public_newest__lateral1_1_rows AS lateral1_1_rows,
  LATERAL (
    SELECT
      windowed.at
    FROM
      (
        SELECT
          ordered.at,
          row_number() OVER (ORDER BY ordered.at DESC, sha256(record_send(ROW(ordered.at)))) AS row_number
        FROM (
          SELECT
            bag.at
          FROM
            (
              SELECT
                netted.at
              FROM (
                SELECT DISTINCT ON (identified.__identity)
                  identified.at,
                  sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
                FROM (
                  SELECT
                    zset.at,
                    zset.__weight,
                    sha256(record_send(ROW(zset.at))) AS __identity
                  FROM (
                    SELECT
                      branches.at,
                      branches.__weight
                    FROM
                      (
                        SELECT
                          visits.person,
                          visits.at,
                          1::bigint AS __weight
                        FROM
                          public.visits AS visits
                        UNION ALL
                        SELECT
                          visits_changes.person,
                          visits_changes.at,
                          -visits_changes.__weight AS __weight
                        FROM
                          visits_changes
                      ) AS branches (person, at, __weight)
                    WHERE branches.person = lateral1_1_rows.id
                  ) AS zset
                ) AS identified
              ) AS netted
              CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
            ) AS bag (at)
        ) AS ordered
      ) AS windowed (at, row_number)
    WHERE windowed.row_number <= 2::bigint
  ) AS per_row (at);
