-- FULL refresh of public.lots: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      bids.lot,
      count(*) AS __count,
      max(bids.amount) AS __max_amount,
      min(bids.at) AS __min_at
    FROM
      public.bids AS bids
    GROUP BY
      bids.lot
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.lot,
      g.__max_amount AS highest,
      g.__min_at AS first,
      g.__count,
      g.__max_amount,
      g.__min_at,
      (g.__count > 2) IS TRUE AS __visible
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_lots__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.lot = w.lot
    )
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
    WHERE s.lot = w.lot
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
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_lots__rows AS s
      WHERE s.lot = w.lot
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
