SELECT
  f.conrelid,
  f.conname,
  f.conkey,
  f.confrelid,
  f.confkey
FROM pg_constraint f
WHERE f.contype = 'f'
  AND f.convalidated
  -- PERIOD (PostgreSQL 18) demands a range that is covered, not an equal one.
  AND NOT coalesce((to_jsonb(f) ->> 'conperiod')::boolean, false)
  -- A key to a partitioned table has a shadow on the same table for each partition.
  AND NOT EXISTS (
    SELECT
    FROM pg_constraint p
    WHERE p.oid = f.conparentid
      AND p.conrelid = f.conrelid
  )
