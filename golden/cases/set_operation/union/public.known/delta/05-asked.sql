-- changes of a source: Δasked
-- Runs when public.asked changed.
INSERT INTO deltamill.public_known__delta (
  customer,
  city,
  __count
)
WITH
  asked_changes AS (
    -- public.asked: what changed since the frontier
    SELECT
      c.customer,
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_asked__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.known'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
  )
SELECT
  asked_changes.customer,
  asked_changes.city::text AS city,
  sum(asked_changes.__weight)::bigint AS __count
FROM
  asked_changes
GROUP BY
  asked_changes.customer,
  asked_changes.city::text;
