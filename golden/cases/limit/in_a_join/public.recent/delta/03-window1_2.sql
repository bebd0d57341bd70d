-- outer join: before(p) ⋈ Δwindow1
-- Runs when public.visits changed.
INSERT INTO deltamill.public_recent__delta (
  name,
  at,
  __weight
)
WITH
  frontier AS (
    -- up to where public.recent contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.recent'
  ),
  p_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.name,
  branches.at,
  branches.__weight
FROM
  (
    SELECT
      window1_changes.person,
      window1_changes.at,
      window1_changes.id,
      window1_changes.row_number,
      p.id AS id_2,
      p.name,
      window1_changes.__weight
    FROM
      deltamill.public_recent__window1_changes AS window1_changes,
      public.people AS p
    WHERE window1_changes.person = p.id
    UNION ALL
    SELECT
      window1_changes.person,
      window1_changes.at,
      window1_changes.id,
      window1_changes.row_number,
      p_changes.id AS id_2,
      p_changes.name,
      -(window1_changes.__weight * p_changes.__weight) AS __weight
    FROM
      deltamill.public_recent__window1_changes AS window1_changes,
      p_changes
    WHERE window1_changes.person = p_changes.id
  ) AS branches (person, at, id, row_number, id_2, name, __weight);
