-- Removes public.waiting. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.waiting;
DROP TABLE IF EXISTS deltamill.public_waiting__apply1_changes;
DROP TABLE IF EXISTS deltamill.public_waiting__apply1_1_rows;
DROP TABLE IF EXISTS deltamill.public_waiting__apply1_1_keys;
DROP TABLE IF EXISTS deltamill.public_waiting__apply1_2_rows;
DROP TABLE IF EXISTS deltamill.public_waiting__apply1_2_keys;
DROP TABLE IF EXISTS deltamill.public_waiting__delta;
DROP TABLE IF EXISTS deltamill.public_waiting__rows;
