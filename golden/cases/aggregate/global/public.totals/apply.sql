-- Merges the delta into the storage of public.totals: what it contributes is added to the groups' states.
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
  payments_changes AS (
    -- public.payments: what changed since the frontier
    SELECT
      c.amount,
      c.at,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payments__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (__max_at, __count, __sum_amount) AS (
    -- changes of a source: Δpayments
    SELECT
      payments_changes.at AS __max_at,
      payments_changes.__weight AS __count,
      payments_changes.amount * payments_changes.__weight::numeric AS __sum_amount
    FROM
      payments_changes
  ),
  netted AS (
    -- changes per group and value, so that changes that cancel are seen to cancel
    SELECT
      d.__max_at,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_amount), 0)::numeric AS __sum_amount
    FROM
      delta AS d
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
      coalesce(c.__sum_amount IN ('NaN', 'Infinity', '-Infinity') OR s.__sum_amount IN ('NaN', 'Infinity', '-Infinity') OR c.__max_at_left >= s.__max_at AND (c.__max_at_came >= c.__max_at_left) IS NOT TRUE, false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_totals__rows AS s
      ON true
  ),
  recompute AS (
    -- left to be computed from their rows
    INSERT INTO deltamill.public_totals__recompute (
      __count,
      __ctid
    )
    SELECT
      m.__count,
      m.__ctid
    FROM merged AS m
    WHERE m.__recompute
    RETURNING 1
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
      merged AS g
    WHERE NOT g.__recompute
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
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted,
  (SELECT count(*) FROM recompute) AS recompute;
