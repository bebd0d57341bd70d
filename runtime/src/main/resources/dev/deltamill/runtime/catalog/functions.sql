SELECT
  n.nspname,
  p.proname,
  p.prokind,
  p.proargtypes::oid[] AS arguments,
  p.pronargdefaults,
  p.provariadic,
  p.proallargtypes,
  p.proargmodes::text[] AS modes,
  p.proargnames,
  p.prorettype,
  p.proretset,
  p.proisstrict,
  p.provolatile,
  a.aggnumdirectargs
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid AND a.aggkind <> 'n'
WHERE p.prokind <> 'p'
  AND n.nspname NOT IN ('information_schema', 'pg_toast', 'deltamill')
  AND n.nspname !~ '^pg_(toast_)?temp_'
