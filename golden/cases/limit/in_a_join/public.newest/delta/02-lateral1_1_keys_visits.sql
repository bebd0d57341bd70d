-- keys of a dependent join: K ⊇ keys in Δvisits
-- Runs when public.visits changed.
INSERT INTO deltamill.public_newest__lateral1_1_keys (
  key1
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
  visits_changes AS (
    -- public.visits: what changed since the frontier
    SELECT
      c.person,
      c.at,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_visits__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  visits_changes.person AS key1
FROM
  visits_changes
GROUP BY
  visits_changes.person;
