-- Removes public.accounts. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.accounts;
DROP TABLE IF EXISTS deltamill.public_accounts__recompute;
DROP TABLE IF EXISTS deltamill.public_accounts__rows;
