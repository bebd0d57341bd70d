-- dependent join: f(x, S before its change) subtracted from f(x, S after it)
-- Runs when public.closed changed.
INSERT INTO deltamill.public_open_cities__apply1_changes (
  id,
  city,
  "all",
  __weight
)
WITH
  frontier AS (
    -- up to where public.open_cities contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.open_cities'
  ),
  closed_changes AS (
    -- public.closed: what changed since the frontier
    SELECT
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_closed__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  apply1_1_rows.id,
  apply1_1_rows.city,
  apply1_1_rows.city <> ALL (
    SELECT
      closed.city
    FROM
      public.closed AS closed
  ) AS "all",
  apply1_1_rows.__weight
FROM
  deltamill.public_open_cities__apply1_1_rows AS apply1_1_rows
UNION ALL
SELECT
  apply1_1_rows.id,
  apply1_1_rows.city,
  apply1_1_rows.city <> ALL (
    SELECT
      bag.city
    FROM
      (
        SELECT
          netted.city
        FROM (
          SELECT DISTINCT ON (identified.__identity)
            identified.city,
            sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
          FROM (
            SELECT
              zset.city,
              zset.__weight,
              sha256(record_send(ROW(zset.city))) AS __identity
            FROM (
              SELECT
                closed.city,
                1::bigint AS __weight
              FROM
                public.closed AS closed
              UNION ALL
              SELECT
                closed_changes.city,
                -closed_changes.__weight AS __weight
              FROM
                closed_changes
            ) AS zset
          ) AS identified
        ) AS netted
        CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
      ) AS bag (city)
  ) AS "all",
  -apply1_1_rows.__weight AS __weight
FROM
  deltamill.public_open_cities__apply1_1_rows AS apply1_1_rows;
