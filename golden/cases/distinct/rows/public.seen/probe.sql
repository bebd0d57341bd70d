-- Which sources of public.seen changed since its frontier.
SELECT 'public.visits' AS source, EXISTS (
  SELECT FROM deltamill.public_visits__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.seen')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.seen'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.seen')
) AS changed;
