-- Removes public.rich. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.rich;
DROP TABLE IF EXISTS deltamill.public_rich__rows;
