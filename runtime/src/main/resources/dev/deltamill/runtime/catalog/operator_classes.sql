SELECT a.amname, c.opcintype, n.nspname, o.oprname
FROM pg_opclass c
JOIN pg_am a ON a.oid = c.opcmethod
JOIN pg_amop m
  ON m.amopfamily = c.opcfamily
  AND m.amoplefttype = c.opcintype
  AND m.amoprighttype = c.opcintype
  -- BTEqualStrategyNumber, HTEqualStrategyNumber
  AND m.amopstrategy = CASE a.amname WHEN 'btree' THEN 3 ELSE 1 END
JOIN pg_operator o ON o.oid = m.amopopr
JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE c.opcdefault
  AND a.amname IN ('btree', 'hash')
