-- Removes public.probes. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.probes;
DROP TABLE IF EXISTS deltamill.public_probes__recompute;
DROP TABLE IF EXISTS deltamill.public_probes__rows;
