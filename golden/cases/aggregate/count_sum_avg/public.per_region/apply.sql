-- Merges the delta into the storage of public.per_region: partial sums are added to the groups' states.
WITH
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.region,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__count_amount), 0)::bigint AS __count_amount,
      coalesce(sum(d.__sum_amount), 0)::numeric AS __sum_amount,
      coalesce(sum(d.__sum_pieces), 0)::bigint AS __sum_pieces
    FROM
      deltamill.public_per_region__delta AS d
    GROUP BY
      d.region
  ),
  merged AS (
    -- stored states plus what changed; which groups do not follow from that
    SELECT
      c.region,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      deltamill.multiplicity(coalesce(s.__count_amount, 0) + c.__count_amount) AS __count_amount,
      coalesce(s.__sum_amount, 0) + c.__sum_amount AS __sum_amount,
      coalesce(s.__sum_pieces, 0) + c.__sum_pieces AS __sum_pieces,
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__sum_amount IN ('NaN', 'Infinity', '-Infinity') OR s.__sum_amount IN ('NaN', 'Infinity', '-Infinity'), false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_per_region__rows AS s
      ON s.region = c.region
  ),
  recompute AS (
    -- keys of the groups to compute anew
    SELECT
      m.region
    FROM
      merged AS m
    WHERE m.__recompute
  ),
  recomputed AS (
    -- those groups from their rows
    SELECT
      sales.region,
      count(*) AS __count,
      count(sales.amount) AS __count_amount,
      COALESCE(sum(sales.amount), '0'::numeric) AS __sum_amount,
      COALESCE(sum(sales.pieces), 0::bigint) AS __sum_pieces
    FROM
      recompute,
      public.sales AS sales
    WHERE (SELECT count(*) > 0 FROM recompute)
      AND recompute.region = sales.region
    GROUP BY
      sales.region
  ),
  settled AS (
    -- merged states, or recomputed ones where needed
    SELECT
      m.region,
      m.__ctid,
      CASE WHEN m.__recompute THEN deltamill.multiplicity(CASE WHEN r.__count = m.__count THEN r.__count ELSE -1 END) ELSE m.__count END AS __count,
      CASE WHEN m.__recompute THEN r.__count_amount ELSE m.__count_amount END AS __count_amount,
      CASE WHEN m.__recompute THEN r.__sum_amount ELSE m.__sum_amount END AS __sum_amount,
      CASE WHEN m.__recompute THEN r.__sum_pieces ELSE m.__sum_pieces END AS __sum_pieces
    FROM merged AS m
    LEFT JOIN recomputed AS r
      ON m.__recompute
        AND r.region = m.region
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
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
      settled AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_per_region__rows AS s
    USING settled AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
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
  delta_cleared AS (
    DELETE FROM deltamill.public_per_region__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
