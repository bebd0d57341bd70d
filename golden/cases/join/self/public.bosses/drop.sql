-- Removes public.bosses. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.bosses;
DROP TABLE IF EXISTS deltamill.public_bosses__rows;
