-- Merges the delta into the storage of public.accounts: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.accounts contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.accounts'
  ),
  payments_changes AS (
    -- public.payments: what changed since the frontier
    SELECT
      c.account,
      c.cents,
      c.void,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payments__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (account, __count, __sum_euro, __removed) AS (
    -- changes of a source: Δpayments
    SELECT
      payments_changes.account,
      sum(payments_changes.__weight)::bigint AS __count,
      sum((payments_changes.cents::numeric / 100.0) * payments_changes.__weight::numeric) AS __sum_euro,
      sum(GREATEST(0::bigint - payments_changes.__weight, 0::bigint))::bigint AS __removed
    FROM
      payments_changes
    WHERE (NOT payments_changes.void)
    GROUP BY
      payments_changes.account
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.account,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_euro), 0)::numeric AS __sum_euro,
      coalesce(sum(d.__removed), 0)::bigint AS __removed
    FROM
      delta AS d
    GROUP BY
      d.account
  ),
  merged AS (
    -- stored states plus what changed; which groups do not follow from that
    SELECT
      c.account,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      coalesce(s.__sum_euro, 0) + c.__sum_euro AS __sum_euro,
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__sum_euro IN ('NaN', 'Infinity', '-Infinity') OR s.__sum_euro IN ('NaN', 'Infinity', '-Infinity') OR c.__removed > 0 AND scale(c.__sum_euro) >= coalesce(scale(s.__sum_euro), 0), false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_accounts__rows AS s
      ON s.account = c.account
  ),
  recompute AS (
    -- left to be computed from their rows
    INSERT INTO deltamill.public_accounts__recompute (
      account,
      __count,
      __ctid
    )
    SELECT
      m.account,
      m.__count,
      m.__ctid
    FROM merged AS m
    WHERE m.__recompute
    RETURNING 1
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.account,
      g.__count AS payments,
      g.__sum_euro AS euro,
      g.__count,
      g.__sum_euro,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
      AND NOT g.__recompute
  ),
  deleted AS (
    DELETE FROM deltamill.public_accounts__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
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
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  (SELECT count(*) FROM recompute) AS recompute;
