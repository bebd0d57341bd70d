-- keys of a keyed operator: K ⊇ keys in Δpayers
-- Runs when public.payers changed.
INSERT INTO deltamill.public_good_standing__group1_keys (
  person,
  club
)
WITH
  payers_changes AS (
    -- public.payers: what changed since the frontier
    SELECT
      c.person,
      c.club,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_payers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing')
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing'))
      AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing')
  )
SELECT
  payers_changes.person,
  payers_changes.club
FROM
  payers_changes
GROUP BY
  payers_changes.person,
  payers_changes.club;
