-- rows of a dependent join: rows of before(X) that Δclosed can matter to
-- Runs when public.closed changed.
INSERT INTO deltamill.public_open_cities__apply1_1_rows (
  id,
  city,
  __weight
)
WITH
  frontier AS (
    -- up to where public.open_cities contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.open_cities'
  ),
  closed_changes AS (
    -- public.closed: what changed since the frontier
    SELECT
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_closed__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  people_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.city,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  people.id,
  people.city,
  1::bigint AS __weight
FROM
  public.people AS people
WHERE EXISTS (
  SELECT
    true AS present
  FROM
    closed_changes
  WHERE (people.city = closed_changes.city) IS NOT FALSE
)
UNION ALL
SELECT
  people_changes.id,
  people_changes.city,
  -people_changes.__weight AS __weight
FROM
  people_changes
WHERE EXISTS (
  SELECT
    true AS present
  FROM
    closed_changes
  WHERE (people_changes.city = closed_changes.city) IS NOT FALSE
);
