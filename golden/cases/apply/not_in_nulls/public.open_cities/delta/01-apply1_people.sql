-- dependent join: f(Δpeople, after(S))
-- Runs when public.people changed.
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
  people_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  people_changes.id,
  people_changes.city,
  people_changes.city <> ALL (
    SELECT
      closed.city
    FROM
      public.closed AS closed
  ) AS "all",
  people_changes.__weight
FROM
  people_changes;
