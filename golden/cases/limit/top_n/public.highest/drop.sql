-- Removes public.highest. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.highest;
DROP TABLE IF EXISTS deltamill.public_highest__rows;
