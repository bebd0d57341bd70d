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
  -- CREATE AGGREGATE says immutable of every aggregate; what it calls tells. Of PostgreSQL's own, those that make json
  -- call a stable function for some types only, which the compiler tells apart.
  CASE WHEN p.prokind = 'a' AND n.nspname <> 'pg_catalog' THEN called.provolatile ELSE p.provolatile END AS provolatile,
  a.aggnumdirectargs
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid AND a.aggkind <> 'n'
LEFT JOIN (
  SELECT
    g.aggfnoid,
    CASE WHEN bool_or(c.provolatile = 'v') THEN 'v' WHEN bool_or(c.provolatile = 's') THEN 's' ELSE 'i' END::"char" AS provolatile
  FROM pg_aggregate g
  JOIN pg_proc c ON c.oid IN (
    g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggserialfn, g.aggdeserialfn, g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn
  )
  GROUP BY g.aggfnoid
) called ON called.aggfnoid = p.oid
WHERE p.prokind <> 'p'
  AND n.nspname NOT IN ('information_schema', 'pg_toast', 'deltamill')
  AND n.nspname !~ '^pg_(toast_)?temp_'
