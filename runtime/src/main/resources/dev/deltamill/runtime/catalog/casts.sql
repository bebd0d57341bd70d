SELECT
  c.castsource,
  c.casttarget,
  c.castcontext,
  c.castmethod,
  f.provolatile
FROM pg_cast c
LEFT JOIN pg_proc f ON f.oid = c.castfunc
