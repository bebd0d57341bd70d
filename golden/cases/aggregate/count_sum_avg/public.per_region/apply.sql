-- Merges the delta into the storage of public.per_region: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.per_region contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.per_region'
  ),
  sales_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.region,
      c.amount,
      c.pieces,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (region, __count, __count_amount, __sum_amount, __sum_pieces) AS (
    -- changes of a source: Δsales
    SELECT
      sales_changes.region,
      sum(sales_changes.__weight)::bigint AS __count,
      sum(CASE WHEN sales_changes.amount IS NOT NULL THEN sales_changes.__weight ELSE 0::bigint END)::bigint AS __count_amount,
      sum(COALESCE(sales_changes.amount * sales_changes.__weight::numeric, '0'::numeric)) AS __sum_amount,
      sum(sales_changes.pieces::bigint * sales_changes.__weight)::bigint AS __sum_pieces
    FROM
      sales_changes
    GROUP BY
      sales_changes.region
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.region,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__count_amount), 0)::bigint AS __count_amount,
      coalesce(sum(d.__sum_amount), 0)::numeric AS __sum_amount,
      coalesce(sum(d.__sum_pieces), 0)::bigint AS __sum_pieces
    FROM
      delta AS d
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
    -- left to be computed from their rows
    INSERT INTO deltamill.public_per_region__recompute (
      region,
      __count,
      __ctid
    )
    SELECT
      m.region,
      m.__count,
      m.__ctid
    FROM merged AS m
    WHERE m.__recompute
    RETURNING 1
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
      merged AS g
    WHERE g.__count > 0
      AND NOT g.__recompute
  ),
  deleted AS (
    DELETE FROM deltamill.public_per_region__rows AS s
    USING merged AS w
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
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  (SELECT count(*) FROM recompute) AS recompute;
