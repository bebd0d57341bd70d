-- A partition that is being detached concurrently is no part of its parent for a query that starts now.
SELECT
  i.inhparent,
  i.inhrelid,
  c.relispartition
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
WHERE NOT i.inhdetachpending
