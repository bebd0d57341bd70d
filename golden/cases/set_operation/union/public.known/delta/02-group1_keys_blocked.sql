-- keys of a keyed operator: K ⊇ keys in Δblocked
-- Runs when public.blocked changed.
INSERT INTO deltamill.public_known__group1_keys (
  customer,
  "?column?"
)
WITH
  frontier AS (
    -- up to where public.known contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.known'
  ),
  blocked_changes AS (
    -- public.blocked: what changed since the frontier
    SELECT
      c.customer,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_blocked__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  blocked_changes.customer,
  NULL::text AS "?column?"
FROM
  blocked_changes
GROUP BY
  blocked_changes.customer,
  NULL::text;
