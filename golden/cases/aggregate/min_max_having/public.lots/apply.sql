-- Merges the delta into the storage of public.lots: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.lots contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.lots'
  ),
  bids_changes AS (
    -- public.bids: what changed since the frontier
    SELECT
      c.lot,
      c.amount,
      c.at,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_bids__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (lot, __max_amount, __min_at, __count) AS (
    -- changes of a source: Δbids
    SELECT
      bids_changes.lot,
      bids_changes.amount AS __max_amount,
      bids_changes.at AS __min_at,
      bids_changes.__weight AS __count
    FROM
      bids_changes
  ),
  netted AS (
    -- changes per group and value, so that changes that cancel are seen to cancel
    SELECT
      d.lot,
      d.__max_amount,
      d.__min_at,
      coalesce(sum(d.__count), 0)::bigint AS __count
    FROM
      delta AS d
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
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__max_amount_left >= s.__max_amount AND (c.__max_amount_came >= c.__max_amount_left) IS NOT TRUE OR c.__min_at_left <= s.__min_at AND (c.__min_at_came <= c.__min_at_left) IS NOT TRUE, false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_lots__rows AS s
      ON s.lot = c.lot
  ),
  recompute AS (
    -- left to be computed from their rows
    INSERT INTO deltamill.public_lots__recompute (
      lot,
      __count,
      __ctid
    )
    SELECT
      m.lot,
      m.__count,
      m.__ctid
    FROM merged AS m
    WHERE m.__recompute
    RETURNING 1
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
      merged AS g
    WHERE g.__count > 0
      AND NOT g.__recompute
  ),
  deleted AS (
    DELETE FROM deltamill.public_lots__rows AS s
    USING merged AS w
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
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  (SELECT count(*) FROM recompute) AS recompute;
