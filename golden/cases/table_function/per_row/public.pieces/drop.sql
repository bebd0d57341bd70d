-- Removes public.pieces. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.pieces;
DROP TABLE IF EXISTS deltamill.public_pieces__lateral1_changes;
DROP TABLE IF EXISTS deltamill.public_pieces__lateral2_changes;
DROP TABLE IF EXISTS deltamill.public_pieces__delta;
DROP TABLE IF EXISTS deltamill.public_pieces__rows;
