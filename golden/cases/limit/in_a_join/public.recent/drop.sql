-- Removes public.recent. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.recent;
DROP TABLE IF EXISTS deltamill.public_recent__window1_changes;
DROP TABLE IF EXISTS deltamill.public_recent__delta;
DROP TABLE IF EXISTS deltamill.public_recent__rows;
