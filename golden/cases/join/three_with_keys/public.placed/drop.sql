-- Removes public.placed. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.placed;
DROP TABLE IF EXISTS deltamill.public_placed__delta;
DROP TABLE IF EXISTS deltamill.public_placed__rows;
