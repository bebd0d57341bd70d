-- Removes public.latest. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.latest;
DROP TABLE IF EXISTS deltamill.public_latest__rows;
