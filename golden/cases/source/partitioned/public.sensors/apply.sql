-- Merges the delta into the storage of public.sensors: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.sensors contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.sensors'
  ),
  readings_changes AS (
    -- public.readings: what changed since the frontier
    SELECT
      c.sensor,
      c.value,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_readings__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (sensor, __count, __sum_value, __count_value) AS (
    -- changes of a source: Δreadings
    SELECT
      readings_changes.sensor,
      sum(readings_changes.__weight)::bigint AS __count,
      sum(COALESCE(readings_changes.value::bigint * readings_changes.__weight, 0::bigint))::bigint AS __sum_value,
      sum(CASE WHEN readings_changes.value IS NOT NULL THEN readings_changes.__weight ELSE 0::bigint END)::bigint AS __count_value
    FROM
      readings_changes
    GROUP BY
      readings_changes.sensor
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.sensor,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__sum_value), 0)::bigint AS __sum_value,
      coalesce(sum(d.__count_value), 0)::bigint AS __count_value
    FROM
      delta AS d
    GROUP BY
      d.sensor
  ),
  merged AS (
    -- stored states plus what changed
    SELECT
      c.sensor,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      coalesce(s.__sum_value, 0) + c.__sum_value AS __sum_value,
      deltamill.multiplicity(coalesce(s.__count_value, 0) + c.__count_value) AS __count_value
    FROM changed AS c
    LEFT JOIN deltamill.public_sensors__rows AS s
      ON s.sensor = c.sensor
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.sensor,
      g.__count AS days,
      CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value END AS total,
      g.__count,
      g.__sum_value,
      g.__count_value,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_sensors__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_sensors__rows AS s
    SET
      sensor = w.sensor,
      days = w.days,
      total = w.total,
      __count = w.__count,
      __sum_value = w.__sum_value,
      __count_value = w.__count_value
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.sensor, s.days, s.total, s.__count, s.__sum_value, s.__count_value)::record OPERATOR(pg_catalog.*<>) ROW(w.sensor, w.days, w.total, w.__count, w.__sum_value, w.__count_value)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_sensors__rows (
      sensor,
      days,
      total,
      __count,
      __sum_value,
      __count_value
    )
    SELECT
      w.sensor,
      w.days,
      w.total,
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
  (SELECT count(*) FROM deleted) AS deleted;
