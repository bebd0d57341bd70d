-- Removes public.pages. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.pages;
DROP TABLE IF EXISTS deltamill.public_pages__recompute;
DROP TABLE IF EXISTS deltamill.public_pages__rows;
