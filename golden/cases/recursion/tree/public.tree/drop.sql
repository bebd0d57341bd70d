-- Removes public.tree. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.tree;
DROP TABLE IF EXISTS deltamill.public_tree__rows;
