-- Merges the delta into the storage of public.totals: partial sums are added to the groups' states.
WITH
  netted AS (
    -- changes per group and value, so that changes that cancel are seen to cancel
    SELECT
      d.__max_at,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_amount), 0)::numeric AS __sum_amount
    FROM
      deltamill.public_totals__delta AS d
    GROUP BY
      d.__max_at
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      coalesce(sum(n.__count), 0)::bigint AS __count,
      coalesce(sum(n.__sum_amount), 0)::numeric AS __sum_amount,
      max(n.__max_at) FILTER (WHERE n.__count > 0) AS __max_at_came,
      max(n.__max_at) FILTER (WHERE n.__count < 0) AS __max_at_left
    FROM
      netted AS n
  ),
  merged AS (
    -- stored states plus what changed; which groups do not follow from that
    SELECT
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      coalesce(s.__sum_amount, 0) + c.__sum_amount AS __sum_amount,
      greatest(s.__max_at, c.__max_at_came) AS __max_at,
      coalesce(c.__sum_amount IN ('NaN', 'Infinity', '-Infinity') OR s.__sum_amount IN ('NaN', 'Infinity', '-Infinity') OR c.__max_at_left >= s.__max_at, false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_totals__rows AS s
      ON true
  ),
  recompute AS (
    -- keys of the groups to compute anew
    SELECT
      true AS needed
    FROM
      merged AS m
    WHERE m.__recompute
  ),
  recomputed AS (
    -- those groups from their rows
    SELECT
      count(*) AS __count,
      COALESCE(sum(payments.amount), '0'::numeric) AS __sum_amount,
      max(payments.at) AS __max_at
    FROM
      public.payments AS payments
    WHERE (SELECT count(*) > 0 FROM recompute)
  ),
  settled AS (
    -- merged states, or recomputed ones where needed
    SELECT
      m.__ctid,
      CASE WHEN m.__recompute THEN deltamill.multiplicity(CASE WHEN r.__count = m.__count THEN r.__count ELSE -1 END) ELSE m.__count END AS __count,
      CASE WHEN m.__recompute THEN r.__sum_amount ELSE m.__sum_amount END AS __sum_amount,
      CASE WHEN m.__recompute THEN r.__max_at ELSE m.__max_at END AS __max_at
    FROM merged AS m
    LEFT JOIN recomputed AS r
      ON m.__recompute
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.__count AS payments,
      CASE WHEN g.__count > 0::bigint THEN g.__sum_amount END AS amount,
      g.__max_at AS last,
      g.__count,
      g.__sum_amount,
      g.__max_at,
      g.__ctid
    FROM
      settled AS g
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
  delta_cleared AS (
    DELETE FROM deltamill.public_totals__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
