-- outer join: before(a) ⋈ Δouter1
-- Runs when public.b or public.c changed.
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
  branches.k,
  branches.label AS __max_label,
  branches.__weight AS __count,
  CASE WHEN branches.id IS NOT NULL THEN branches.__weight ELSE 0::bigint END AS __count_id
FROM
  (
    SELECT
      outer1_changes.id,
      outer1_changes.label,
      outer1_changes.a_id,
      outer1_changes.c_id,
      a.id AS id_2,
      a.k,
      outer1_changes.__weight
    FROM
      deltamill.public_labels__outer1_changes AS outer1_changes,
      public.a AS a
    WHERE outer1_changes.a_id = a.id
    UNION ALL
    SELECT
      outer1_changes.id,
      outer1_changes.label,
      outer1_changes.a_id,
      outer1_changes.c_id,
      a_changes.id AS id_2,
      a_changes.k,
      -(outer1_changes.__weight * a_changes.__weight) AS __weight
    FROM
      deltamill.public_labels__outer1_changes AS outer1_changes,
      a_changes
    WHERE outer1_changes.a_id = a_changes.id
  ) AS branches (id, label, a_id, c_id, id_2, k, __weight);
