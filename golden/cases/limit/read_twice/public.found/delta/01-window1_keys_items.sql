-- keys of a keyed operator: K ⊇ keys in Δitems
-- Runs when public.items changed.
INSERT INTO deltamill.public_found__window1_keys (
  s
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
  items_changes.s
FROM
  items_changes
GROUP BY
  items_changes.s;
