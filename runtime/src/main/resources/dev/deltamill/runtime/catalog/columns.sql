-- Columns of relations and attributes of composites.
SELECT
  a.attrelid,
  a.attnum,
  a.attname,
  a.atttypid,
  tn.nspname AS type_schema,
  t.typname,
  a.atttypmod,
  -- A NOT NULL that was added NOT VALID (PostgreSQL 18) sets attnotnull, though old rows may hold NULL.
  a.attnotnull AND NOT EXISTS (
    SELECT
    FROM pg_constraint v
    WHERE v.conrelid = a.attrelid
      AND v.contype = 'n'
      AND v.conkey = ARRAY[a.attnum]
      AND NOT v.convalidated
  ) AS not_null,
  CASE WHEN a.attcollation <> t.typcollation THEN ln.nspname END AS collation_schema,
  CASE WHEN a.attcollation <> t.typcollation THEN l.collname END AS collname,
  a.attgenerated <> '' AS generated,
  a.attgenerated = 'v' AS virtual,
  a.attidentity <> '' AS identity
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_namespace tn ON tn.oid = t.typnamespace
LEFT JOIN pg_collation l ON l.oid = a.attcollation
LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
WHERE a.attnum > 0
  AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'deltamill')
  AND n.nspname !~ '^pg_(toast_)?temp_'
ORDER BY a.attrelid, a.attnum
