-- Computes groups of public.probes from their rows: those of which apply could not tell the new states.
-- Runs when apply left any.
WITH
  recomputed AS (
    -- keys and states of the groups that apply left
    SELECT
      samples.probe,
      count(*) AS __count,
      COALESCE(sum(samples.value), '0'::numeric) AS __sum_value,
      count(samples.value) AS __count_value
    FROM
      deltamill.public_probes__recompute AS recompute,
      public.samples AS samples
    WHERE recompute.probe = samples.probe
    GROUP BY
      samples.probe
  ),
  counted AS (
    -- each with its place in storage; the merge must have counted the same rows
    SELECT
      r.probe,
      k.__ctid,
      deltamill.multiplicity(CASE WHEN r.__count = k.__count THEN r.__count ELSE -1 END) AS __count,
      r.__sum_value,
      r.__count_value
    FROM deltamill.public_probes__recompute AS k
    LEFT JOIN recomputed AS r
      ON k.probe = r.probe
  ),
  wanted AS (
    -- the rows that storage should hold for them
    SELECT
      g.probe,
      CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value END AS total,
      CASE WHEN g.__count_value > 0::bigint THEN g.__sum_value / g.__count_value::numeric END AS mean,
      g.__count,
      g.__sum_value,
      g.__count_value,
      g.__ctid
    FROM
      counted AS g
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
  recompute_cleared AS (
    DELETE FROM deltamill.public_probes__recompute
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
