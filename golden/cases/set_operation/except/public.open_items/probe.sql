-- Which sources of public.open_items changed since its frontier.
SELECT 'public.delivered' AS source, EXISTS (
  SELECT FROM deltamill.public_delivered__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items')
) AS changed
UNION ALL
SELECT 'public.ordered' AS source, EXISTS (
  SELECT FROM deltamill.public_ordered__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.open_items')
) AS changed;
