-- dependent join: f(Δpeople, after(S))
-- Runs when public.people changed.
INSERT INTO deltamill.public_open_cities__apply1_changes (
  id,
  city,
  "all",
  __weight
)
WITH
  people_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.open_cities')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.open_cities'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.open_cities')
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
