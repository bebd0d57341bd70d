-- Removes public.balances. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.balances;
DROP TABLE IF EXISTS deltamill.public_balances__group1_keys;
DROP TABLE IF EXISTS deltamill.public_balances__group1_changes;
DROP TABLE IF EXISTS deltamill.public_balances__delta;
DROP TABLE IF EXISTS deltamill.public_balances__rows;
