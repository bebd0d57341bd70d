-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.items changed.
INSERT INTO deltamill.public_joined__window2_changes (
  id,
  n,
  s,
  row_number,
  __weight
)
WITH
  frontier AS (
    -- up to where public.joined contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.joined'
  ),
  items_changes AS (
    -- public.items: what changed since the frontier
    SELECT
      c.id,
      c.n,
      c.s,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_items__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  items_before AS (
    -- public.items as of the frontier: its rows now, less what changed since
    SELECT
      r.id,
      r.n,
      r.s,
      1::bigint AS __weight
    FROM
      public.items AS r
    UNION ALL
    SELECT
      c.id,
      c.n,
      c.s,
      -c.__weight
    FROM
      items_changes AS c
  )
SELECT
  windowed.id,
  windowed.n,
  windowed.s,
  windowed.row_number,
  1::bigint AS __weight
FROM
  (
    SELECT
      ordered.id,
      ordered.n,
      ordered.s,
      row_number() OVER (ORDER BY ordered.s, sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
    FROM (
      SELECT
        items.id,
        items.n,
        items.s
      FROM
        public.items AS items
    ) AS ordered
  ) AS windowed (id, n, s, row_number)
WHERE windowed.row_number <= 5::bigint
UNION ALL
SELECT
  windowed.id,
  windowed.n,
  windowed.s,
  windowed.row_number,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      ordered.id,
      ordered.n,
      ordered.s,
      row_number() OVER (ORDER BY ordered.s, sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
    FROM (
      SELECT
        bag.id,
        bag.n,
        bag.s
      FROM
        (
          SELECT
            netted.id,
            netted.n,
            netted.s
          FROM (
            SELECT DISTINCT ON (identified.__identity)
              identified.id,
              identified.n,
              identified.s,
              sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
            FROM (
              SELECT
                zset.id,
                zset.n,
                zset.s,
                zset.__weight,
                sha256(record_send(ROW(zset.id, zset.n, zset.s))) AS __identity
              FROM (
                SELECT
                  items_before.id,
                  items_before.n,
                  items_before.s,
                  items_before.__weight
                FROM
                  items_before
              ) AS zset
            ) AS identified
          ) AS netted
          CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
        ) AS bag (id, n, s)
    ) AS ordered
  ) AS windowed (id, n, s, row_number)
WHERE windowed.row_number <= 5::bigint;
