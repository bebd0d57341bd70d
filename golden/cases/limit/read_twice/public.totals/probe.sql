-- Which sources of public.totals changed since its frontier.
WITH
  frontier AS (
    -- up to where public.totals contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.totals'
  )
SELECT 'public.items' AS source, EXISTS (
  SELECT FROM deltamill.public_items__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
    AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
) AS changed;
