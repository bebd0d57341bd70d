-- Computes groups of public.totals from their rows: those of which apply could not tell the new states.
-- Runs when apply left any.
WITH
  recomputed AS (
    -- keys and states of the groups that apply left
    SELECT
      count(*) AS __count,
      COALESCE(sum(payments.amount), '0'::numeric) AS __sum_amount,
      max(payments.at) AS __max_at
    FROM
      public.payments AS payments
  ),
  counted AS (
    -- each with its place in storage; the merge must have counted the same rows
    SELECT
      k.__ctid,
      deltamill.multiplicity(CASE WHEN r.__count = k.__count THEN r.__count ELSE -1 END) AS __count,
      r.__sum_amount,
      r.__max_at
    FROM deltamill.public_totals__recompute AS k
    LEFT JOIN recomputed AS r
      ON true
  ),
  wanted AS (
    -- the rows that storage should hold for them
    SELECT
      g.__count AS payments,
      CASE WHEN g.__count > 0::bigint THEN g.__sum_amount END AS amount,
      g.__max_at AS last,
      g.__count,
      g.__sum_amount,
      g.__max_at,
      g.__ctid
    FROM
      counted AS g
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
    WHERE s.ctid = w.__ctid
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
    WHERE w.__ctid IS NULL
    RETURNING 1
  ),
  recompute_cleared AS (
    DELETE FROM deltamill.public_totals__recompute
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
