-- changes of a source: Δpayments
-- Runs when public.payments changed.
INSERT INTO deltamill.public_totals__delta (
  __max_at,
  __count,
  __sum_amount
)
WITH
  payments_changes AS (
    -- public.payments: what changed since the frontier
    SELECT
      c.amount,
      c.at,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payments__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.totals')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.totals'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.totals')
  )
SELECT
  payments_changes.at AS __max_at,
  sum(payments_changes.__weight)::bigint AS __count,
  sum(payments_changes.amount * payments_changes.__weight::numeric) AS __sum_amount
FROM
  payments_changes
GROUP BY
  payments_changes.at;
