-- changes of a source: Δsamples
-- Runs when public.samples changed.
INSERT INTO deltamill.public_probes__delta (
  probe,
  __count,
  __sum_value,
  __count_value,
  __removed
)
WITH
  samples_changes AS (
    -- public.samples: what changed since the frontier
    SELECT
      c.probe,
      c.value,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_samples__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.probes')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.probes'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.probes')
  )
SELECT
  samples_changes.probe,
  sum(samples_changes.__weight)::bigint AS __count,
  sum(COALESCE(samples_changes.value * samples_changes.__weight::numeric, '0'::numeric)) AS __sum_value,
  sum(CASE WHEN samples_changes.value IS NOT NULL THEN samples_changes.__weight ELSE 0::bigint END)::bigint AS __count_value,
  sum(GREATEST(0::bigint - samples_changes.__weight, 0::bigint))::bigint AS __removed
FROM
  samples_changes
GROUP BY
  samples_changes.probe;
