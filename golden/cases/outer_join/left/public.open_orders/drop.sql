-- Removes public.open_orders. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.open_orders;
DROP TABLE IF EXISTS deltamill.public_open_orders__delta;
DROP TABLE IF EXISTS deltamill.public_open_orders__rows;
