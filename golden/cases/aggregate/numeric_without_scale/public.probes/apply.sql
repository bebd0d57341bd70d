-- Merges the delta into the storage of public.probes: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.probes contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.probes'
  ),
  samples_changes AS (
    -- public.samples: what changed since the frontier
    SELECT
      c.probe,
      c.value,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_samples__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (probe, __count, __sum_value, __count_value, __removed) AS (
    -- changes of a source: Δsamples
    SELECT
      samples_changes.probe,
      sum(samples_changes.__weight)::bigint AS __count,
      sum(COALESCE(samples_changes.value * samples_changes.__weight::numeric, '0'::numeric)) AS __sum_value,
      sum(CASE WHEN samples_changes.value IS NOT NULL THEN samples_changes.__weight ELSE 0::bigint END)::bigint AS __count_value,
      sum(GREATEST(0::bigint - samples_changes.__weight, 0::bigint))::bigint AS __removed
    FROM
      samples_changes
    GROUP BY
      samples_changes.probe
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.probe,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_value), 0)::numeric AS __sum_value,
      coalesce(sum(d.__count_value), 0)::bigint AS __count_value,
      coalesce(sum(d.__removed), 0)::bigint AS __removed
    FROM
      delta AS d
    GROUP BY
      d.probe
  ),
  merged AS (
    -- stored states plus what changed; which groups do not follow from that
    SELECT
      c.probe,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      coalesce(s.__sum_value, 0) + c.__sum_value AS __sum_value,
      deltamill.multiplicity(coalesce(s.__count_value, 0) + c.__count_value) AS __count_value,
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__sum_value IN ('NaN', 'Infinity', '-Infinity') OR s.__sum_value IN ('NaN', 'Infinity', '-Infinity') OR c.__removed > 0 AND scale(c.__sum_value) >= coalesce(scale(s.__sum_value), 0), false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_probes__rows AS s
      ON s.probe = c.probe
  ),
  recompute AS (
    -- left to be computed from their rows
    INSERT INTO deltamill.public_probes__recompute (
      probe,
      __count,
      __ctid
    )
    SELECT
      m.probe,
      m.__count,
      m.__ctid
    FROM merged AS m
    WHERE m.__recompute
    RETURNING 1
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.probe,
      CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value END AS total,
      CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value / g.__count_value::numeric END AS mean,
      g.__count,
      g.__sum_value,
      g.__count_value,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
      AND NOT g.__recompute
  ),
  deleted AS (
    DELETE FROM deltamill.public_probes__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_probes__rows AS s
    SET
      probe = w.probe,
      total = w.total,
      mean = w.mean,
      __count = w.__count,
      __sum_value = w.__sum_value,
      __count_value = w.__count_value
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.probe, s.total, s.mean, s.__count, s.__sum_value, s.__count_value)::record OPERATOR(pg_catalog.*<>) ROW(w.probe, w.total, w.mean, w.__count, w.__sum_value, w.__count_value)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_probes__rows (
      probe,
      total,
      mean,
      __count,
      __sum_value,
      __count_value
    )
    SELECT
      w.probe,
      w.total,
      w.mean,
      w.__count,
      w.__sum_value,
      w.__count_value
    FROM wanted AS w
    WHERE w.__ctid IS NULL
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  (SELECT count(*) FROM recompute) AS recompute;
