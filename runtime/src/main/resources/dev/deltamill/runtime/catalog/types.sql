-- Every type: those that are not held still decide about the equality of those that are.
SELECT
  t.oid,
  n.nspname,
  t.typname,
  t.typtype,
  t.typcategory,
  t.typispreferred,
  -- For ranges the subtype, for multiranges the range.
  coalesce(r.rngsubtype, m.rngtypid, t.typelem) AS element,
  t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc AS is_array,
  t.typarray,
  t.typbasetype,
  t.typtypmod,
  t.typrelid,
  t.typsend <> 0 AS sendable,
  t.typcollation <> 0 AS collatable,
  i.provolatile AS input,
  o.provolatile AS output,
  n.nspname NOT IN ('information_schema', 'pg_toast', 'deltamill')
    AND n.nspname !~ '^pg_(toast_)?temp_'
    AND NOT (t.typrelid <> 0 AND n.nspname = 'pg_catalog') AS held
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_proc i ON i.oid = t.typinput
JOIN pg_proc o ON o.oid = t.typoutput
LEFT JOIN pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_range m ON m.rngmultitypid = t.oid
WHERE t.typisdefined
