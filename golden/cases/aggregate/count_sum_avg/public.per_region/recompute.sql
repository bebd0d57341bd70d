-- Computes groups of public.per_region from their rows: those of which apply could not tell the new states.
-- Runs when apply left any.
WITH
  recomputed AS (
    -- keys and states of the groups that apply left
    SELECT
      sales.region,
      count(*) AS __count,
      count(sales.amount) AS __count_amount,
      COALESCE(sum(sales.amount), '0'::numeric) AS __sum_amount,
      COALESCE(sum(sales.pieces), 0::bigint) AS __sum_pieces
    FROM
      deltamill.public_per_region__recompute AS recompute,
      public.sales AS sales
    WHERE recompute.region = sales.region
    GROUP BY
      sales.region
  ),
  counted AS (
    -- each with its place in storage; the merge must have counted the same rows
    SELECT
      r.region,
      k.__ctid,
      deltamill.multiplicity(CASE WHEN r.__count = k.__count THEN r.__count ELSE -1 END) AS __count,
      r.__count_amount,
      r.__sum_amount,
      r.__sum_pieces
    FROM deltamill.public_per_region__recompute AS k
    LEFT JOIN recomputed AS r
      ON k.region = r.region
  ),
  wanted AS (
    -- the rows that storage should hold for them
    SELECT
      g.region,
      g.__count AS lines,
      g.__count_amount AS priced,
      CASE WHEN g.__count_amount > 0::bigint THEN g.__sum_amount END AS amount,
      g.__sum_pieces::numeric / g.__count::numeric AS pieces,
      g.__count,
      g.__count_amount,
      g.__sum_amount,
      g.__sum_pieces,
      g.__ctid
    FROM
      counted AS g
  ),
  updated AS (
    UPDATE deltamill.public_per_region__rows AS s
    SET
      region = w.region,
      lines = w.lines,
      priced = w.priced,
      amount = w.amount,
      pieces = w.pieces,
      __count = w.__count,
      __count_amount = w.__count_amount,
      __sum_amount = w.__sum_amount,
      __sum_pieces = w.__sum_pieces
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.region, s.lines, s.priced, s.amount, s.pieces, s.__count, s.__count_amount, s.__sum_amount, s.__sum_pieces)::record OPERATOR(pg_catalog.*<>) ROW(w.region, w.lines, w.priced, w.amount, w.pieces, w.__count, w.__count_amount, w.__sum_amount, w.__sum_pieces)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_per_region__rows (
      region,
      lines,
      priced,
      amount,
      pieces,
      __count,
      __count_amount,
      __sum_amount,
      __sum_pieces
    )
    SELECT
      w.region,
      w.lines,
      w.priced,
      w.amount,
      w.pieces,
      w.__count,
      w.__count_amount,
      w.__sum_amount,
      w.__sum_pieces
    FROM wanted AS w
    WHERE w.__ctid IS NULL
    RETURNING 1
  ),
  recompute_cleared AS (
    DELETE FROM deltamill.public_per_region__recompute
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
