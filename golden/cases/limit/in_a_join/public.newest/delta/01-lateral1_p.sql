-- dependent join: f(Δp, after(S))
-- Runs when public.people changed.
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
  p_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  p_changes.id,
  p_changes.name,
  per_row.at,
  p_changes.__weight
FROM
  p_changes,
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
          WHERE visits.person = p_changes.id
        ) AS ordered
      ) AS windowed (at, row_number)
    WHERE windowed.row_number <= 2::bigint
  ) AS per_row (at);
