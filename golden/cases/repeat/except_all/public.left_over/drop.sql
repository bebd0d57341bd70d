-- Removes public.left_over. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.left_over;
DROP TABLE IF EXISTS deltamill.public_left_over__group1_keys;
DROP TABLE IF EXISTS deltamill.public_left_over__group1_changes;
DROP TABLE IF EXISTS deltamill.public_left_over__delta;
DROP TABLE IF EXISTS deltamill.public_left_over__rows;
