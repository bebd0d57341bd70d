-- Removes public.open_items. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.open_items;
DROP TABLE IF EXISTS deltamill.public_open_items__rows;
