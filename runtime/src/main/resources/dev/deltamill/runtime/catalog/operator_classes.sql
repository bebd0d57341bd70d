SELECT a.amname, c.opcintype
FROM pg_opclass c
JOIN pg_am a ON a.oid = c.opcmethod
WHERE c.opcdefault
  AND a.amname IN ('btree', 'hash')
