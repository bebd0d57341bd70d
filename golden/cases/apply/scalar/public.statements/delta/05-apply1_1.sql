-- dependent join: f(x, S before its change) subtracted from f(x, S after it)
-- Runs when public.bookings changed.
INSERT INTO deltamill.public_statements__apply1_changes (
  id,
  owner,
  scalar,
  scalar_2,
  scalar_3,
  __weight
)
WITH
  frontier AS (
    -- up to where public.statements contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.statements'
  ),
  b_changes AS (
    -- public.bookings: what changed since the frontier
    SELECT
      c.account,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_bookings__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  apply1_1_rows.id,
  apply1_1_rows.owner,
  (
    SELECT
      count(*) AS count
    FROM
      public.bookings AS b
    WHERE b.account = apply1_1_rows.id
  ) AS scalar,
  (
    SELECT
      max(b.amount) AS max
    FROM
      public.bookings AS b
    WHERE b.account = apply1_1_rows.id
  ) AS scalar_2,
  (
    SELECT
      avg(bookings.account) AS avg
    FROM
      public.bookings AS bookings
  ) AS scalar_3,
  apply1_1_rows.__weight
FROM
  deltamill.public_statements__apply1_1_rows AS apply1_1_rows
UNION ALL
SELECT
  apply1_1_rows.id,
  apply1_1_rows.owner,
  (
    SELECT
      count(*) AS count
    FROM
      (
        SELECT
          netted.account
        FROM (
          SELECT DISTINCT ON (identified.__identity)
            identified.account,
            sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
          FROM (
            SELECT
              zset.account,
              zset.__weight,
              sha256(record_send(ROW(zset.account))) AS __identity
            FROM (
              SELECT
                branches.account,
                branches.__weight
              FROM
                (
                  SELECT
                    b.account,
                    1::bigint AS __weight
                  FROM
                    public.bookings AS b
                  UNION ALL
                  SELECT
                    b_changes.account,
                    -b_changes.__weight AS __weight
                  FROM
                    b_changes
                ) AS branches (account, __weight)
              WHERE branches.account = apply1_1_rows.id
            ) AS zset
          ) AS identified
        ) AS netted
        CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
      ) AS bag (account)
  ) AS scalar,
  (
    SELECT
      max(b.amount) AS max
    FROM
      public.bookings AS b
    WHERE b.account = apply1_1_rows.id
  ) AS scalar_2,
  (
    SELECT
      avg(bookings.account) AS avg
    FROM
      public.bookings AS bookings
  ) AS scalar_3,
  -apply1_1_rows.__weight AS __weight
FROM
  deltamill.public_statements__apply1_1_rows AS apply1_1_rows;
