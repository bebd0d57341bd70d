-- Removes public.known. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.known;
DROP TABLE IF EXISTS deltamill.public_known__group1_keys;
DROP TABLE IF EXISTS deltamill.public_known__group1_changes;
DROP TABLE IF EXISTS deltamill.public_known__delta;
DROP TABLE IF EXISTS deltamill.public_known__rows;
