-- FULL refresh of public.totals: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      count(*) AS __count,
      COALESCE(sum(payments.amount), '0'::numeric) AS __sum_amount,
      max(payments.at) AS __max_at
    FROM
      public.payments AS payments
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.__count AS payments,
      CASE WHEN g.__count > 0::bigint THEN g.__sum_amount END AS amount,
      g.__max_at AS last,
      g.__count,
      g.__sum_amount,
      g.__max_at
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_totals__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE true
    )
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_totals__rows AS s
    SET
      payments = w.payments,
      amount = w.amount,
      last = w.last,
      __count = w.__count,
      __sum_amount = w.__sum_amount,
      __max_at = w.__max_at
    FROM wanted AS w
    WHERE true
      AND ROW(s.payments, s.amount, s.last, s.__count, s.__sum_amount, s.__max_at)::record OPERATOR(pg_catalog.*<>) ROW(w.payments, w.amount, w.last, w.__count, w.__sum_amount, w.__max_at)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_totals__rows (
      payments,
      amount,
      last,
      __count,
      __sum_amount,
      __max_at
    )
    SELECT
      w.payments,
      w.amount,
      w.last,
      w.__count,
      w.__sum_amount,
      w.__max_at
    FROM wanted AS w
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_totals__rows AS s
      WHERE true
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
