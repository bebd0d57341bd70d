SELECT
  c.oid,
  n.nspname,
  c.relname,
  c.relkind,
  c.relpersistence,
  c.relrowsecurity,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS view_definition
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'deltamill')
  AND n.nspname !~ '^pg_(toast_)?temp_'
