SELECT c.castsource, c.casttarget
FROM pg_cast c
WHERE c.castmethod = 'b'
  AND c.castcontext = 'i'
