-- Removes public.open_cities. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.open_cities;
DROP TABLE IF EXISTS deltamill.public_open_cities__apply1_changes;
DROP TABLE IF EXISTS deltamill.public_open_cities__apply1_1_rows;
DROP TABLE IF EXISTS deltamill.public_open_cities__delta;
DROP TABLE IF EXISTS deltamill.public_open_cities__rows;
