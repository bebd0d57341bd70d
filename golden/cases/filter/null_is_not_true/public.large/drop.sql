-- Removes public.large. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.large;
DROP TABLE IF EXISTS deltamill.public_large__rows;
