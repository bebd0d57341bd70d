-- Removes public.movements. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.movements;
DROP TABLE IF EXISTS deltamill.public_movements__rows;
