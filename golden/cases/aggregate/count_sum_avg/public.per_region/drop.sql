-- Removes public.per_region. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.per_region;
DROP TABLE IF EXISTS deltamill.public_per_region__recompute;
DROP TABLE IF EXISTS deltamill.public_per_region__rows;
