SELECT
  i.indrelid,
  c.relname,
  m.amname,
  i.indkey::int2[] AS keys,
  i.indnkeyatts,
  i.indisunique,
  i.indisprimary,
  i.indpred IS NOT NULL AS partial,
  pg_get_indexdef(i.indexrelid) AS definition,
  -- The column exists since PostgreSQL 15.
  coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
  -- Whether it compares as the columns' own = does: by another operator class or collation, rows that are unique here may be
  -- equal there.
  NOT EXISTS (
    SELECT
    FROM ROWS FROM (unnest(i.indkey::int2[]), unnest(i.indclass::oid[]), unnest(i.indcollation::oid[]))
      AS k (attnum, operator_class, attcollation)
    JOIN pg_opclass o ON o.oid = k.operator_class
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    WHERE NOT o.opcdefault
      OR k.attcollation <> a.attcollation
  ) AS own_equality
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_am m ON m.oid = c.relam
WHERE i.indisvalid
  AND i.indisready
  AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'deltamill')
  AND n.nspname !~ '^pg_(toast_)?temp_'
