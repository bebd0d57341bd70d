-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.items changed.
INSERT INTO deltamill.public_found__window1_changes (
  id,
  n,
  s,
  row_number,
  __weight
)
WITH
  frontier AS (
    -- up to where public.found contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.found'
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
      row_number() OVER (PARTITION BY ordered.s ORDER BY sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
    FROM (
      SELECT
        items.id,
        items.n,
        items.s
      FROM
        (
          SELECT
            window1_keys.s
          FROM
            deltamill.public_found__window1_keys AS window1_keys
          GROUP BY
            window1_keys.s
        ) AS grouped (s),
        public.items AS items
      WHERE ((grouped.s = items.s) OR ((grouped.s IS NULL) AND (items.s IS NULL)))
    ) AS ordered
  ) AS windowed (id, n, s, row_number)
WHERE windowed.row_number <= 1::bigint
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
      row_number() OVER (PARTITION BY ordered.s ORDER BY sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
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
                  branches.id,
                  branches.n,
                  branches.s,
                  branches.__weight
                FROM
                  (
                    SELECT
                      items.id,
                      items.n,
                      items.s,
                      1::bigint AS __weight
                    FROM
                      (
                        SELECT
                          window1_keys.s
                        FROM
                          deltamill.public_found__window1_keys AS window1_keys
                        GROUP BY
                          window1_keys.s
                      ) AS grouped (s),
                      public.items AS items
                    WHERE ((grouped.s = items.s) OR ((grouped.s IS NULL) AND (items.s IS NULL)))
                    UNION ALL
                    SELECT
                      items_changes.id,
                      items_changes.n,
                      items_changes.s,
                      -items_changes.__weight AS __weight
                    FROM
                      (
                        SELECT
                          window1_keys.s
                        FROM
                          deltamill.public_found__window1_keys AS window1_keys
                        GROUP BY
                          window1_keys.s
                      ) AS grouped (s),
                      items_changes
                    WHERE ((grouped.s = items_changes.s) OR ((grouped.s IS NULL) AND (items_changes.s IS NULL)))
                  ) AS branches (id, n, s, __weight)
              ) AS zset
            ) AS identified
          ) AS netted
          CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
        ) AS bag (id, n, s)
    ) AS ordered
  ) AS windowed (id, n, s, row_number)
WHERE windowed.row_number <= 1::bigint;
