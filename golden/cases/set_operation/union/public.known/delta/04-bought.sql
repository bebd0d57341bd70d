-- changes of a source: Δbought
-- Runs when public.bought changed.
INSERT INTO deltamill.public_known__delta (
  customer,
  city,
  __count
)
WITH
  bought_changes AS (
    -- public.bought: what changed since the frontier
    SELECT
      c.customer,
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_bought__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.known'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
  )
SELECT
  bought_changes.customer,
  bought_changes.city,
  sum(bought_changes.__weight)::bigint AS __count
FROM
  bought_changes
GROUP BY
  bought_changes.customer,
  bought_changes.city;
