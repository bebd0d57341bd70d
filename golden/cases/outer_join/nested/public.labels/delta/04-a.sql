-- outer join: Δa ⟕ after((c ⟕ b))
-- Runs when public.a changed.
INSERT INTO deltamill.public_labels__delta (
  k,
  __max_label,
  __count,
  __count_id
)
WITH
  frontier AS (
    -- up to where public.labels contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.labels'
  ),
  a_changes AS (
    -- public.a: what changed since the frontier
    SELECT
      c.id,
      c.k,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_a__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  a_changes.k,
  c.label AS __max_label,
  a_changes.__weight AS __count,
  CASE WHEN c.id IS NOT NULL THEN a_changes.__weight ELSE 0::bigint END AS __count_id
FROM
  a_changes
  LEFT JOIN (
    public.c AS c
    LEFT JOIN public.b AS b
      ON c.id = b.c_id
  )
    ON b.a_id = a_changes.id;
