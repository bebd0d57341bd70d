-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.bookings changed.
INSERT INTO deltamill.public_statements__group1_changes (
  avg,
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
  bookings_changes AS (
    -- public.bookings: what changed since the frontier
    SELECT
      c.account,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_bookings__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  bookings_before AS (
    -- public.bookings as of the frontier: its rows now, less what changed since
    SELECT
      r.account,
      1::bigint AS __weight
    FROM
      public.bookings AS r
    UNION ALL
    SELECT
      c.account,
      -c.__weight
    FROM
      bookings_changes AS c
  )
SELECT
  avg(bookings.account) AS avg,
  1::bigint AS __weight
FROM
  public.bookings AS bookings
UNION ALL
SELECT
  avg(bag.account) AS avg,
  '-1'::bigint AS __weight
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
            bookings_before.account,
            bookings_before.__weight
          FROM
            bookings_before
        ) AS zset
      ) AS identified
    ) AS netted
    CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
  ) AS bag (account);
