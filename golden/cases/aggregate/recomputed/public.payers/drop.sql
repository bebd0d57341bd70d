-- Removes public.payers. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.payers;
DROP TABLE IF EXISTS deltamill.public_payers__group1_keys;
DROP TABLE IF EXISTS deltamill.public_payers__group1_changes;
DROP TABLE IF EXISTS deltamill.public_payers__delta;
DROP TABLE IF EXISTS deltamill.public_payers__rows;
