-- Removes public.priced. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.priced;
DROP TABLE IF EXISTS deltamill.public_priced__delta;
DROP TABLE IF EXISTS deltamill.public_priced__rows;
