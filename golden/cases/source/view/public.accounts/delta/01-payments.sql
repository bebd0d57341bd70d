-- changes of a source: Δpayments
-- Runs when public.payments changed.
INSERT INTO deltamill.public_accounts__delta (
  account,
  __count,
  __sum_euro,
  __removed
)
WITH
  payments_changes AS (
    -- public.payments: what changed since the frontier
    SELECT
      c.account,
      c.cents,
      c.void,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payments__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.accounts')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.accounts'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.accounts')
  )
SELECT
  payments_changes.account,
  sum(payments_changes.__weight)::bigint AS __count,
  sum((payments_changes.cents::numeric / 100.0) * payments_changes.__weight::numeric) AS __sum_euro,
  sum(GREATEST(0::bigint - payments_changes.__weight, 0::bigint))::bigint AS __removed
FROM
  payments_changes
WHERE (NOT payments_changes.void)
GROUP BY
  payments_changes.account;
