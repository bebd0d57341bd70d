-- Removes public.good_standing. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.good_standing;
DROP TABLE IF EXISTS deltamill.public_good_standing__group1_keys;
DROP TABLE IF EXISTS deltamill.public_good_standing__group1_changes;
DROP TABLE IF EXISTS deltamill.public_good_standing__delta;
DROP TABLE IF EXISTS deltamill.public_good_standing__rows;
