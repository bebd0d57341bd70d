-- Computes groups of public.accounts from their rows: those of which apply could not tell the new states.
-- Runs when apply left any.
WITH
  recomputed AS (
    -- keys and states of the groups that apply left
    SELECT
      payments.account,
      count(*) AS __count,
      COALESCE(sum(payments.cents::numeric / 100.0), '0'::numeric) AS __sum_euro
    FROM
      deltamill.public_accounts__recompute AS recompute,
      public.payments AS payments
    WHERE recompute.account = payments.account
      AND (NOT payments.void)
    GROUP BY
      payments.account
  ),
  counted AS (
    -- each with its place in storage; the merge must have counted the same rows
    SELECT
      r.account,
      k.__ctid,
      deltamill.multiplicity(CASE WHEN r.__count = k.__count THEN r.__count ELSE -1 END) AS __count,
      r.__sum_euro
    FROM deltamill.public_accounts__recompute AS k
    LEFT JOIN recomputed AS r
      ON k.account = r.account
  ),
  wanted AS (
    -- the rows that storage should hold for them
    SELECT
      g.account,
      g.__count AS payments,
      g.__sum_euro AS euro,
      g.__count,
      g.__sum_euro,
      g.__ctid
    FROM
      counted AS g
  ),
  updated AS (
    UPDATE deltamill.public_accounts__rows AS s
    SET
      account = w.account,
      payments = w.payments,
      euro = w.euro,
      __count = w.__count,
      __sum_euro = w.__sum_euro
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.account, s.payments, s.euro, s.__count, s.__sum_euro)::record OPERATOR(pg_catalog.*<>) ROW(w.account, w.payments, w.euro, w.__count, w.__sum_euro)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_accounts__rows (
      account,
      payments,
      euro,
      __count,
      __sum_euro
    )
    SELECT
      w.account,
      w.payments,
      w.euro,
      w.__count,
      w.__sum_euro
    FROM wanted AS w
    WHERE w.__ctid IS NULL
    RETURNING 1
  ),
  recompute_cleared AS (
    DELETE FROM deltamill.public_accounts__recompute
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
