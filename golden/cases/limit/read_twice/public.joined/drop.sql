-- Removes public.joined. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.joined;
DROP TABLE IF EXISTS deltamill.public_joined__window1_changes;
DROP TABLE IF EXISTS deltamill.public_joined__window2_changes;
DROP TABLE IF EXISTS deltamill.public_joined__delta;
DROP TABLE IF EXISTS deltamill.public_joined__rows;
