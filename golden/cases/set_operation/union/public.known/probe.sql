-- Which sources of public.known changed since its frontier.
SELECT 'public.asked' AS source, EXISTS (
  SELECT FROM deltamill.public_asked__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.known'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
) AS changed
UNION ALL
SELECT 'public.blocked' AS source, EXISTS (
  SELECT FROM deltamill.public_blocked__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.known'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
) AS changed
UNION ALL
SELECT 'public.bought' AS source, EXISTS (
  SELECT FROM deltamill.public_bought__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.known'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.known')
) AS changed;
