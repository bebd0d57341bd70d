-- Removes public.totals. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.totals;
DROP TABLE IF EXISTS deltamill.public_totals__rows;
