-- Removes public.latest. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.latest;
DROP TABLE IF EXISTS deltamill.public_latest__window1_keys;
DROP TABLE IF EXISTS deltamill.public_latest__window1_changes;
DROP TABLE IF EXISTS deltamill.public_latest__delta;
DROP TABLE IF EXISTS deltamill.public_latest__rows;
