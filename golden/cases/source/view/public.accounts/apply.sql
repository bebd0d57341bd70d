-- Merges the delta into the storage of public.accounts: partial sums are added to the groups' states.
WITH
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.account,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_euro), 0)::numeric AS __sum_euro,
      coalesce(sum(d.__removed), 0)::bigint AS __removed
    FROM
      deltamill.public_accounts__delta AS d
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
    -- keys of the groups to compute anew
    SELECT
      m.account
    FROM
      merged AS m
    WHERE m.__recompute
  ),
  recomputed AS (
    -- those groups from their rows
    SELECT
      payments.account,
      count(*) AS __count,
      COALESCE(sum(payments.cents::numeric / 100.0), '0'::numeric) AS __sum_euro
    FROM
      recompute,
      public.payments AS payments
    WHERE (SELECT count(*) > 0 FROM recompute)
      AND recompute.account = payments.account
      AND (NOT payments.void)
    GROUP BY
      payments.account
  ),
  settled AS (
    -- merged states, or recomputed ones where needed
    SELECT
      m.account,
      m.__ctid,
      CASE WHEN m.__recompute THEN deltamill.multiplicity(CASE WHEN r.__count = m.__count THEN r.__count ELSE -1 END) ELSE m.__count END AS __count,
      CASE WHEN m.__recompute THEN r.__sum_euro ELSE m.__sum_euro END AS __sum_euro
    FROM merged AS m
    LEFT JOIN recomputed AS r
      ON m.__recompute
        AND r.account = m.account
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
      settled AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_accounts__rows AS s
    USING settled AS w
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
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_accounts__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
