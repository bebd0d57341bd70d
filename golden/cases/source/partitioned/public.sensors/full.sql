-- FULL refresh of public.sensors: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      readings.sensor,
      count(*) AS __count,
      COALESCE(sum(readings.value), 0::bigint) AS __sum_value,
      count(readings.value) AS __count_value
    FROM
      public.readings AS readings
    GROUP BY
      readings.sensor
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.sensor,
      g.__count AS days,
      CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value END AS total,
      g.__count,
      g.__sum_value,
      g.__count_value
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_sensors__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.sensor = w.sensor
    )
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
    WHERE s.sensor = w.sensor
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
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_sensors__rows AS s
      WHERE s.sensor = w.sensor
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
