-- Which sources of public.left_over changed since its frontier.
SELECT 'public.received' AS source, EXISTS (
  SELECT FROM deltamill.public_received__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over')
) AS changed
UNION ALL
SELECT 'public.used' AS source, EXISTS (
  SELECT FROM deltamill.public_used__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.left_over')
) AS changed;
