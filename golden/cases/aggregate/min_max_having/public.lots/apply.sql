-- Merges the delta into the storage of public.lots: partial sums are added to the groups' states.
WITH
  netted AS (
    -- changes per group and value, so that changes that cancel are seen to cancel
    SELECT
      d.lot,
      d.__max_amount,
      d.__min_at,
      coalesce(sum(d.__count), 0)::bigint AS __count
    FROM
      deltamill.public_lots__delta AS d
    GROUP BY
      d.lot,
      d.__max_amount,
      d.__min_at
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      n.lot,
      coalesce(sum(n.__count), 0)::bigint AS __count,
      max(n.__max_amount) FILTER (WHERE n.__count > 0) AS __max_amount_came,
      max(n.__max_amount) FILTER (WHERE n.__count < 0) AS __max_amount_left,
      min(n.__min_at) FILTER (WHERE n.__count > 0) AS __min_at_came,
      min(n.__min_at) FILTER (WHERE n.__count < 0) AS __min_at_left
    FROM
      netted AS n
    GROUP BY
      n.lot
  ),
  merged AS (
    -- stored states plus what changed; which groups do not follow from that
    SELECT
      c.lot,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      greatest(s.__max_amount, c.__max_amount_came) AS __max_amount,
      least(s.__min_at, c.__min_at_came) AS __min_at,
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__max_amount_left >= s.__max_amount OR c.__min_at_left <= s.__min_at, false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_lots__rows AS s
      ON s.lot = c.lot
  ),
  recompute AS (
    -- keys of the groups to compute anew
    SELECT
      m.lot
    FROM
      merged AS m
    WHERE m.__recompute
  ),
  recomputed AS (
    -- those groups from their rows
    SELECT
      bids.lot,
      count(*) AS __count,
      max(bids.amount) AS __max_amount,
      min(bids.at) AS __min_at
    FROM
      recompute,
      public.bids AS bids
    WHERE (SELECT count(*) > 0 FROM recompute)
      AND recompute.lot = bids.lot
    GROUP BY
      bids.lot
  ),
  settled AS (
    -- merged states, or recomputed ones where needed
    SELECT
      m.lot,
      m.__ctid,
      CASE WHEN m.__recompute THEN deltamill.multiplicity(CASE WHEN r.__count = m.__count THEN r.__count ELSE -1 END) ELSE m.__count END AS __count,
      CASE WHEN m.__recompute THEN r.__max_amount ELSE m.__max_amount END AS __max_amount,
      CASE WHEN m.__recompute THEN r.__min_at ELSE m.__min_at END AS __min_at
    FROM merged AS m
    LEFT JOIN recomputed AS r
      ON m.__recompute
        AND r.lot = m.lot
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.lot,
      g.__max_amount AS highest,
      g.__min_at AS first,
      g.__count,
      g.__max_amount,
      g.__min_at,
      (g.__count > 2) IS TRUE AS __visible,
      g.__ctid
    FROM
      settled AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_lots__rows AS s
    USING settled AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_lots__rows AS s
    SET
      lot = w.lot,
      highest = w.highest,
      first = w.first,
      __count = w.__count,
      __max_amount = w.__max_amount,
      __min_at = w.__min_at,
      __visible = w.__visible
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.lot, s.highest, s.first, s.__count, s.__max_amount, s.__min_at, s.__visible)::record OPERATOR(pg_catalog.*<>) ROW(w.lot, w.highest, w.first, w.__count, w.__max_amount, w.__min_at, w.__visible)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_lots__rows (
      lot,
      highest,
      first,
      __count,
      __max_amount,
      __min_at,
      __visible
    )
    SELECT
      w.lot,
      w.highest,
      w.first,
      w.__count,
      w.__max_amount,
      w.__min_at,
      w.__visible
    FROM wanted AS w
    WHERE w.__ctid IS NULL
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_lots__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
