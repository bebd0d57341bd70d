-- outer join: before(s) ⋈ Δp
-- Runs when public.prices changed.
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
  p_changes AS (
    -- public.prices: what changed since the frontier
    SELECT
      c.since,
      c.until,
      c.price,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_prices__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
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
  branches.id,
  branches."day",
  branches.price,
  branches.__weight
FROM
  (
    SELECT
      p_changes.since,
      p_changes.until,
      p_changes.price,
      s.id,
      s."day",
      s.limit_price,
      p_changes.__weight
    FROM
      p_changes,
      public.sales AS s
    WHERE s."day" >= p_changes.since
      AND s."day" <= p_changes.until
      AND p_changes.price <= s.limit_price
    UNION ALL
    SELECT
      p_changes.since,
      p_changes.until,
      p_changes.price,
      s_changes.id,
      s_changes."day",
      s_changes.limit_price,
      -(p_changes.__weight * s_changes.__weight) AS __weight
    FROM
      p_changes,
      s_changes
    WHERE s_changes."day" >= p_changes.since
      AND s_changes."day" <= p_changes.until
      AND p_changes.price <= s_changes.limit_price
  ) AS branches (since, until, price, id, "day", limit_price, __weight);
