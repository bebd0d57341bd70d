-- Removes public.newest. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.newest;
DROP TABLE IF EXISTS deltamill.public_newest__lateral1_changes;
DROP TABLE IF EXISTS deltamill.public_newest__lateral1_1_rows;
DROP TABLE IF EXISTS deltamill.public_newest__lateral1_1_keys;
DROP TABLE IF EXISTS deltamill.public_newest__delta;
DROP TABLE IF EXISTS deltamill.public_newest__rows;
