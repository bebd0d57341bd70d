-- outer join: Δs ⟕ after(p)
-- Runs when public.sales changed.
INSERT INTO deltamill.public_priced__delta (
  id,
  "day",
  price,
  __weight
)
WITH
  frontier AS (
    -- up to where public.priced contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.priced'
  ),
  s_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.id,
      c."day",
      c.limit_price,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  s_changes.id,
  s_changes."day",
  p.price,
  s_changes.__weight
FROM
  s_changes
  LEFT JOIN public.prices AS p
    ON s_changes."day" >= p.since
      AND s_changes."day" <= p.until
      AND p.price <= s_changes.limit_price;
