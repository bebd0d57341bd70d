-- Removes public.reached. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.reached;
DROP TABLE IF EXISTS deltamill.public_reached__recursion1_changes;
DROP TABLE IF EXISTS deltamill.public_reached__outer1_left;
DROP TABLE IF EXISTS deltamill.public_reached__delta;
DROP TABLE IF EXISTS deltamill.public_reached__rows;
