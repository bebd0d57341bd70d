-- Removes public.sensors. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.sensors;
DROP TABLE IF EXISTS deltamill.public_sensors__rows;
