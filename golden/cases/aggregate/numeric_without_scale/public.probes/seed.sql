-- First fill of public.probes.
INSERT INTO deltamill.public_probes__rows (
  probe,
  total,
  mean,
  __count,
  __sum_value,
  __count_value
)
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      samples.probe,
      count(*) AS __count,
      COALESCE(sum(samples.value), '0'::numeric) AS __sum_value,
      count(samples.value) AS __count_value
    FROM
      public.samples AS samples
    GROUP BY
      samples.probe
  )
SELECT
  g.probe,
  CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value END AS total,
  CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value / g.__count_value::numeric END AS mean,
  g.__count,
  g.__sum_value,
  g.__count_value
FROM
  groups AS g;
ANALYZE deltamill.public_probes__rows;
