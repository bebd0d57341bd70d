-- keys of a keyed operator: K ⊇ keys in Δpayments
-- Runs when public.payments changed.
INSERT INTO deltamill.public_payers__group1_keys (
  payer
)
WITH
  frontier AS (
    -- up to where public.payers contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.payers'
  ),
  payments_changes AS (
    -- public.payments: what changed since the frontier
    SELECT
      c.payer,
      c.amount,
      c.share,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payments__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  payments_changes.payer
FROM
  payments_changes
GROUP BY
  payments_changes.payer;
