-- Which sources of public.good_standing changed since its frontier.
WITH
  frontier AS (
    -- up to where public.good_standing contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.good_standing'
  )
SELECT 'public.clubs' AS source, EXISTS (
  SELECT FROM deltamill.public_clubs__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
    AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
) AS changed
UNION ALL
SELECT 'public.members' AS source, EXISTS (
  SELECT FROM deltamill.public_members__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
    AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
) AS changed
UNION ALL
SELECT 'public.payers' AS source, EXISTS (
  SELECT FROM deltamill.public_payers__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
    AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
) AS changed;
