-- Which sources of public.per_customer changed since its frontier.
SELECT 'public.orders' AS source, EXISTS (
  SELECT FROM deltamill.public_orders__changes AS c
  WHERE c.__xid >= (SELECT pg_snapshot_xmin(t.frontier) FROM deltamill.stream_table AS t WHERE t.name = 'public.per_customer')
    AND NOT pg_visible_in_snapshot(c.__xid, (SELECT t.frontier FROM deltamill.stream_table AS t WHERE t.name = 'public.per_customer'))
    AND c.__xid IS DISTINCT FROM (SELECT t.consumed FROM deltamill.stream_table AS t WHERE t.name = 'public.per_customer')
) AS changed;
