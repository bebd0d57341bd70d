-- Removes public.week. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.week;
DROP TABLE IF EXISTS deltamill.public_week__delta;
DROP TABLE IF EXISTS deltamill.public_week__rows;
