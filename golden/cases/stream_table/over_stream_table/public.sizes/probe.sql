-- Which sources of public.sizes changed since its frontier.
SELECT 'public.per_customer' AS source, EXISTS (
  SELECT FROM deltamill.public_per_customer__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.sizes')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.sizes'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.sizes')
) AS changed;
