-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.sales changed.
INSERT INTO deltamill.public_totals__group3_changes (
  count,
  sum,
  __weight
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
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  sales_before AS (
    -- public.sales as of the frontier: its rows now, less what changed since
    SELECT
      r.amount,
      1::bigint AS __weight
    FROM
      public.sales AS r
    UNION ALL
    SELECT
      c.amount,
      -c.__weight
    FROM
      sales_changes AS c
  )
SELECT
  count(*) AS count,
  sum(sales.amount) AS sum,
  1::bigint AS __weight
FROM
  public.sales AS sales
UNION ALL
SELECT
  count(*) AS count,
  sum(bag.amount) AS sum,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      netted.amount
    FROM (
      SELECT DISTINCT ON (identified.__identity)
        identified.amount,
        sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
      FROM (
        SELECT
          zset.amount,
          zset.__weight,
          sha256(record_send(ROW(zset.amount))) AS __identity
        FROM (
          SELECT
            sales_before.amount,
            sales_before.__weight
          FROM
            sales_before
        ) AS zset
      ) AS identified
    ) AS netted
    CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
  ) AS bag (amount);
