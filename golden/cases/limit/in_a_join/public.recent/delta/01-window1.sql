-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.visits changed.
INSERT INTO deltamill.public_recent__window1_changes (
  person,
  at,
  id,
  row_number,
  __weight
)
WITH
  frontier AS (
    -- up to where public.recent contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.recent'
  ),
  visits_changes AS (
    -- public.visits: what changed since the frontier
    SELECT
      c.id,
      c.person,
      c.at,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_visits__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  visits_before AS (
    -- public.visits as of the frontier: its rows now, less what changed since
    SELECT
      r.id,
      r.person,
      r.at,
      1::bigint AS __weight
    FROM
      public.visits AS r
    UNION ALL
    SELECT
      c.id,
      c.person,
      c.at,
      -c.__weight
    FROM
      visits_changes AS c
  )
SELECT
  windowed.person,
  windowed.at,
  windowed.id,
  windowed.row_number,
  1::bigint AS __weight
FROM
  (
    SELECT
      ordered.person,
      ordered.at,
      ordered.id,
      row_number() OVER (ORDER BY ordered.at DESC, ordered.id) AS row_number
    FROM (
      SELECT
        visits.person,
        visits.at,
        visits.id
      FROM
        public.visits AS visits
    ) AS ordered
  ) AS windowed (person, at, id, row_number)
WHERE windowed.row_number <= 4::bigint
UNION ALL
SELECT
  windowed.person,
  windowed.at,
  windowed.id,
  windowed.row_number,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      ordered.person,
      ordered.at,
      ordered.id,
      row_number() OVER (ORDER BY ordered.at DESC, ordered.id) AS row_number
    FROM (
      SELECT
        bag.person,
        bag.at,
        bag.id
      FROM
        (
          SELECT
            netted.person,
            netted.at,
            netted.id
          FROM (
            SELECT DISTINCT ON (identified.__identity)
              identified.person,
              identified.at,
              identified.id,
              sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
            FROM (
              SELECT
                zset.person,
                zset.at,
                zset.id,
                zset.__weight,
                sha256(record_send(ROW(zset.person, zset.at, zset.id))) AS __identity
              FROM (
                SELECT
                  visits_before.person,
                  visits_before.at,
                  visits_before.id,
                  visits_before.__weight
                FROM
                  visits_before
              ) AS zset
            ) AS identified
          ) AS netted
          CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
        ) AS bag (person, at, id)
    ) AS ordered
  ) AS windowed (person, at, id, row_number)
WHERE windowed.row_number <= 4::bigint;
