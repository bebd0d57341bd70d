-- Computes groups of public.lots from their rows: those of which apply could not tell the new states.
-- Runs when apply left any.
WITH
  recomputed AS (
    -- keys and states of the groups that apply left
    SELECT
      bids.lot,
      count(*) AS __count,
      max(bids.amount) AS __max_amount,
      min(bids.at) AS __min_at
    FROM
      deltamill.public_lots__recompute AS recompute,
      public.bids AS bids
    WHERE recompute.lot = bids.lot
    GROUP BY
      bids.lot
  ),
  counted AS (
    -- each with its place in storage; the merge must have counted the same rows
    SELECT
      r.lot,
      k.__ctid,
      deltamill.multiplicity(CASE WHEN r.__count = k.__count THEN r.__count ELSE -1 END) AS __count,
      r.__max_amount,
      r.__min_at
    FROM deltamill.public_lots__recompute AS k
    LEFT JOIN recomputed AS r
      ON k.lot = r.lot
  ),
  wanted AS (
    -- the rows that storage should hold for them
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
      counted AS g
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
  recompute_cleared AS (
    DELETE FROM deltamill.public_lots__recompute
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
