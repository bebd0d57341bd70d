-- FULL refresh of public.probes: storage becomes what the query gives, touching only groups that differ.
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
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.probe,
      CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value END AS total,
      CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value / g.__count_value::numeric END AS mean,
      g.__count,
      g.__sum_value,
      g.__count_value
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_probes__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.probe = w.probe
    )
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
    WHERE s.probe = w.probe
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
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_probes__rows AS s
      WHERE s.probe = w.probe
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
