-- Removes public.sold. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.sold;
DROP TABLE IF EXISTS deltamill.public_sold__rows;
