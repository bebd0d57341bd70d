-- First fill of public.sensors.
INSERT INTO deltamill.public_sensors__rows (
  sensor,
  days,
  total,
  __count,
  __sum_value,
  __count_value
)
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
  )
SELECT
  g.sensor,
  g.__count AS days,
  CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value END AS total,
  g.__count,
  g.__sum_value,
  g.__count_value
FROM
  groups AS g;
ANALYZE deltamill.public_sensors__rows;
