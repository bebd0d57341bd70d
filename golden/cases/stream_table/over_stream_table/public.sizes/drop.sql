-- Removes public.sizes. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.sizes;
DROP TABLE IF EXISTS deltamill.public_sizes__rows;
