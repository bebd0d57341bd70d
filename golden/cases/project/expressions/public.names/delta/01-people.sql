-- changes of a source: Δpeople
-- Runs when public.people changed.
INSERT INTO deltamill.public_names__delta (
  name,
  age,
  "day",
  __weight
)
WITH
  people_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.born,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.names')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.names'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.names')
  )
SELECT
  upper(people_changes.name) AS name,
  CASE WHEN people_changes.id > 2 THEN 'young'::text ELSE 'old'::text END AS age,
  people_changes.born + 1 AS "day",
  people_changes.__weight
FROM
  people_changes;
