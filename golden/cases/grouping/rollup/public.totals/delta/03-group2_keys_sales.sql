-- keys of a keyed operator: K ⊇ keys in Δsales
-- Runs when public.sales changed.
INSERT INTO deltamill.public_totals__group2_keys (
  region
)
WITH
  frontier AS (
    -- up to where public.totals contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.totals'
  ),
  sales_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.region,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  sales_changes.region
FROM
  sales_changes
GROUP BY
  sales_changes.region;
