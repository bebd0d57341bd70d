-- Removes public.seen. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.seen;
DROP TABLE IF EXISTS deltamill.public_seen__rows;
