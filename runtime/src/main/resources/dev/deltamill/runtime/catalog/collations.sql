-- pg_catalog has hundreds, all of them deterministic: only those are held whose names are also others'.
SELECT DISTINCT
  n.nspname,
  c.collname,
  c.collisdeterministic
FROM pg_collation c
JOIN pg_namespace n ON n.oid = c.collnamespace
WHERE c.collname IN (
    SELECT other.collname
    FROM pg_collation other
    JOIN pg_namespace o ON o.oid = other.collnamespace
    WHERE o.nspname NOT IN ('pg_catalog', 'information_schema')
  )
  AND n.nspname !~ '^pg_temp_'
  AND c.collencoding IN (-1, (SELECT d.encoding FROM pg_database d WHERE d.datname = current_database()))
