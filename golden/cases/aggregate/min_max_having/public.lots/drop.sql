-- Removes public.lots. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.lots;
DROP TABLE IF EXISTS deltamill.public_lots__recompute;
DROP TABLE IF EXISTS deltamill.public_lots__rows;
