-- changes of a source: Δbought
-- Runs when public.bought changed.
INSERT INTO deltamill.public_known__delta (
  customer,
  city,
  __count
)
WITH
  frontier AS (
    -- up to where public.known contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.known'
  ),
  bought_changes AS (
    -- public.bought: what changed since the frontier
    SELECT
      c.customer,
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_bought__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
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
