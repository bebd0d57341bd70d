-- keys of a keyed operator: K ⊇ keys in Δprices
-- Runs when public.prices changed.
INSERT INTO deltamill.public_latest__window1_keys (
  item
)
WITH
  frontier AS (
    -- up to where public.latest contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.latest'
  ),
  prices_changes AS (
    -- public.prices: what changed since the frontier
    SELECT
      c.item,
      c."day",
      c.price,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_prices__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  prices_changes.item
FROM
  prices_changes
GROUP BY
  prices_changes.item;
