-- changes of a source: Δvisits
-- Runs when public.visits changed.
INSERT INTO deltamill.public_seen__delta (
  page,
  country,
  __count
)
WITH
  visits_changes AS (
    -- public.visits: what changed since the frontier
    SELECT
      c.page,
      c.country,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_visits__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.seen')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.seen'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.seen')
  )
SELECT
  visits_changes.page,
  visits_changes.country,
  sum(visits_changes.__weight)::bigint AS __count
FROM
  visits_changes
GROUP BY
  visits_changes.page,
  visits_changes.country;
