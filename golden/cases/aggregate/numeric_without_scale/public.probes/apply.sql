-- Merges the delta into the storage of public.probes: partial sums are added to the groups' states.
WITH
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.probe,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_value), 0)::numeric AS __sum_value,
      coalesce(sum(d.__count_value), 0)::bigint AS __count_value,
      coalesce(sum(d.__removed), 0)::bigint AS __removed
    FROM
      deltamill.public_probes__delta AS d
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
    -- keys of the groups to compute anew
    SELECT
      m.probe
    FROM
      merged AS m
    WHERE m.__recompute
  ),
  recomputed AS (
    -- those groups from their rows
    SELECT
      samples.probe,
      count(*) AS __count,
      COALESCE(sum(samples.value), '0'::numeric) AS __sum_value,
      count(samples.value) AS __count_value
    FROM
      recompute,
      public.samples AS samples
    WHERE (SELECT count(*) > 0 FROM recompute)
      AND recompute.probe = samples.probe
    GROUP BY
      samples.probe
  ),
  settled AS (
    -- merged states, or recomputed ones where needed
    SELECT
      m.probe,
      m.__ctid,
      CASE WHEN m.__recompute THEN deltamill.multiplicity(CASE WHEN r.__count = m.__count THEN r.__count ELSE -1 END) ELSE m.__count END AS __count,
      CASE WHEN m.__recompute THEN r.__sum_value ELSE m.__sum_value END AS __sum_value,
      CASE WHEN m.__recompute THEN r.__count_value ELSE m.__count_value END AS __count_value
    FROM merged AS m
    LEFT JOIN recomputed AS r
      ON m.__recompute
        AND r.probe = m.probe
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
      settled AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_probes__rows AS s
    USING settled AS w
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
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_probes__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
