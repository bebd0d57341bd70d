-- Removes public.per_customer. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.per_customer;
DROP TABLE IF EXISTS deltamill.public_per_customer__recompute;
DROP TABLE IF EXISTS deltamill.public_per_customer__rows;
