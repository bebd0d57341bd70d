-- Removes public.names. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.names;
DROP TABLE IF EXISTS deltamill.public_names__rows;
