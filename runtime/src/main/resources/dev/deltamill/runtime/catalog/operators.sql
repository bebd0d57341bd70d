-- The inner join leaves out operators that are only declared.
SELECT
  n.nspname,
  o.oprname,
  o.oprleft,
  o.oprright,
  o.oprresult,
  fn.nspname AS function_schema,
  f.proname,
  f.provolatile
FROM pg_operator o
JOIN pg_namespace n ON n.oid = o.oprnamespace
JOIN pg_proc f ON f.oid = o.oprcode
JOIN pg_namespace fn ON fn.oid = f.pronamespace
WHERE n.nspname NOT IN ('information_schema', 'pg_toast', 'deltamill')
  AND n.nspname !~ '^pg_(toast_)?temp_'
