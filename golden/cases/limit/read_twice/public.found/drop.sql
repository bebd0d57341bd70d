-- Removes public.found. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.found;
DROP TABLE IF EXISTS deltamill.public_found__window1_keys;
DROP TABLE IF EXISTS deltamill.public_found__window1_changes;
DROP TABLE IF EXISTS deltamill.public_found__window2_keys;
DROP TABLE IF EXISTS deltamill.public_found__window2_changes;
DROP TABLE IF EXISTS deltamill.public_found__apply1_changes;
DROP TABLE IF EXISTS deltamill.public_found__apply1_1_rows;
DROP TABLE IF EXISTS deltamill.public_found__apply1_1_keys;
DROP TABLE IF EXISTS deltamill.public_found__delta;
DROP TABLE IF EXISTS deltamill.public_found__rows;
