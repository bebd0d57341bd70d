-- Removes public.ranked. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.ranked;
DROP TABLE IF EXISTS deltamill.public_ranked__window1_keys;
DROP TABLE IF EXISTS deltamill.public_ranked__window1_changes;
DROP TABLE IF EXISTS deltamill.public_ranked__window2_keys;
DROP TABLE IF EXISTS deltamill.public_ranked__window2_changes;
DROP TABLE IF EXISTS deltamill.public_ranked__delta;
DROP TABLE IF EXISTS deltamill.public_ranked__rows;
