-- outer join: Δp ⟕ after(window(visits))
-- Runs when public.people changed.
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
  p_changes.name,
  windowed.at,
  p_changes.__weight
FROM
  p_changes
  LEFT JOIN (
    SELECT
      ordered.person,
      ordered.at,
      ordered.id,
      row_number() OVER (ORDER BY ordered.at DESC, ordered.id) AS row_number
    FROM (
      SELECT
        visits.person,
        visits.at,
        visits.id
      FROM
        public.visits AS visits
    ) AS ordered
  ) AS windowed (person, at, id, row_number)
    ON windowed.person = p_changes.id
      AND windowed.row_number <= 4::bigint;
