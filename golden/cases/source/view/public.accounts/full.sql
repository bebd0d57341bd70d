-- FULL refresh of public.accounts: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      payments.account,
      count(*) AS __count,
      COALESCE(sum(payments.cents::numeric / 100.0), '0'::numeric) AS __sum_euro
    FROM
      public.payments AS payments
    WHERE (NOT payments.void)
    GROUP BY
      payments.account
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.account,
      g.__count AS payments,
      g.__sum_euro AS euro,
      g.__count,
      g.__sum_euro
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_accounts__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.account = w.account
    )
    RETURNING 1
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
    WHERE s.account = w.account
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
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_accounts__rows AS s
      WHERE s.account = w.account
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
