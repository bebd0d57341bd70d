-- Removes public.podium. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.podium;
DROP TABLE IF EXISTS deltamill.public_podium__rows;
