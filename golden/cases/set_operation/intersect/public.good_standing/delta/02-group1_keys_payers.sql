-- keys of a keyed operator: K ⊇ keys in Δpayers
-- Runs when public.payers changed.
INSERT INTO deltamill.public_good_standing__group1_keys (
  person,
  club
)
WITH
  frontier AS (
    -- up to where public.good_standing contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.good_standing'
  ),
  payers_changes AS (
    -- public.payers: what changed since the frontier
    SELECT
      c.person,
      c.club,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  payers_changes.person,
  payers_changes.club
FROM
  payers_changes
GROUP BY
  payers_changes.person,
  payers_changes.club;
