-- join term: before(r) ⋈ Δp
-- Runs when public.parts changed.
INSERT INTO deltamill.public_reached__outer1_left (
  n,
  id,
  name,
  __weight
)
WITH
  frontier AS (
    -- up to where public.reached contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.reached'
  ),
  p_changes AS (
    -- public.parts: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_parts__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.n,
  branches.id,
  branches.name,
  branches.__weight
FROM
  (
    SELECT
      p_changes.id,
      p_changes.name,
      r.n,
      p_changes.__weight
    FROM
      p_changes,
      (
        WITH RECURSIVE r__rounds (n) AS (
          (
            SELECT
              1 AS "?column?"
          )
          UNION
          (
            SELECT
              l.b
            FROM
              public.links AS l,
              r__rounds AS r
            WHERE l.a = r.n
          )
        )
        SELECT
          r.n
        FROM
          r__rounds AS r
      ) AS r (n)
    WHERE p_changes.id = r.n
    UNION ALL
    SELECT
      p_changes.id,
      p_changes.name,
      recursion1_changes.n,
      -(p_changes.__weight * recursion1_changes.__weight) AS __weight
    FROM
      p_changes,
      deltamill.public_reached__recursion1_changes AS recursion1_changes
    WHERE p_changes.id = recursion1_changes.n
  ) AS branches (id, name, n, __weight);
