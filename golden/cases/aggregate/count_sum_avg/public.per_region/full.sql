-- FULL refresh of public.per_region: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      sales.region,
      count(*) AS __count,
      count(sales.amount) AS __count_amount,
      COALESCE(sum(sales.amount), '0'::numeric) AS __sum_amount,
      COALESCE(sum(sales.pieces), 0::bigint) AS __sum_pieces
    FROM
      public.sales AS sales
    GROUP BY
      sales.region
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.region,
      g.__count AS lines,
      g.__count_amount AS priced,
      CASE WHEN g.__count_amount > 0::bigint THEN g.__sum_amount END AS amount,
      g.__sum_pieces::numeric / g.__count::numeric AS pieces,
      g.__count,
      g.__count_amount,
      g.__sum_amount,
      g.__sum_pieces
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_per_region__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.region = w.region
    )
    RETURNING 1
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
    WHERE s.region = w.region
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
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_per_region__rows AS s
      WHERE s.region = w.region
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
