-- recursion: f(after) − f(before)
-- Runs when public.links changed.
INSERT INTO deltamill.public_reached__recursion1_changes (
  n,
  __weight
)
WITH
  frontier AS (
    -- up to where public.reached contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.reached'
  ),
  l_changes AS (
    -- public.links: what changed since the frontier
    SELECT
      c.a,
      c.b,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_links__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  l_before AS (
    -- public.links as of the frontier: its rows now, less what changed since
    SELECT
      r.a,
      r.b,
      1::bigint AS __weight
    FROM
      public.links AS r
    UNION ALL
    SELECT
      c.a,
      c.b,
      -c.__weight
    FROM
      l_changes AS c
  ),
  l_at_frontier AS (
    SELECT
      bag.a,
      bag.b
    FROM
      (
        SELECT
          netted.a,
          netted.b
        FROM (
          SELECT DISTINCT ON (identified.__identity)
            identified.a,
            identified.b,
            sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
          FROM (
            SELECT
              zset.a,
              zset.b,
              zset.__weight,
              sha256(record_send(ROW(zset.a, zset.b))) AS __identity
            FROM (
              SELECT
                l_before.a,
                l_before.b,
                l_before.__weight
              FROM
                l_before
            ) AS zset
          ) AS identified
        ) AS netted
        CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
      ) AS bag (a, b)
  )
SELECT
  r.n,
  1::bigint AS __weight
FROM
  (
    WITH RECURSIVE r__rounds (n) AS (
      (
        SELECT
          1 AS "?column?"
      )
      UNION
      (
        SELECT
          l.b
        FROM
          public.links AS l,
          r__rounds AS r
        WHERE l.a = r.n
      )
    )
    SELECT
      r.n
    FROM
      r__rounds AS r
  ) AS r (n)
UNION ALL
SELECT
  r.n,
  '-1'::bigint AS __weight
FROM
  (
    WITH RECURSIVE r__rounds (n) AS (
      (
        SELECT
          1 AS "?column?"
      )
      UNION
      (
        SELECT
          l_at_frontier.b
        FROM
          l_at_frontier,
          r__rounds AS r
        WHERE l_at_frontier.a = r.n
      )
    )
    SELECT
      r.n
    FROM
      r__rounds AS r
  ) AS r (n);
