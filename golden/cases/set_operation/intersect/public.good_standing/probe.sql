-- Which sources of public.good_standing changed since its frontier.
SELECT 'public.clubs' AS source, EXISTS (
  SELECT FROM deltamill.public_clubs__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing')
) AS changed
UNION ALL
SELECT 'public.members' AS source, EXISTS (
  SELECT FROM deltamill.public_members__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing')
) AS changed
UNION ALL
SELECT 'public.payers' AS source, EXISTS (
  SELECT FROM deltamill.public_payers__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.good_standing')
) AS changed;
