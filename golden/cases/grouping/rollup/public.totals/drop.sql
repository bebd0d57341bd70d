-- Removes public.totals. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.totals;
DROP TABLE IF EXISTS deltamill.public_totals__group1_keys;
DROP TABLE IF EXISTS deltamill.public_totals__group1_changes;
DROP TABLE IF EXISTS deltamill.public_totals__group2_keys;
DROP TABLE IF EXISTS deltamill.public_totals__group2_changes;
DROP TABLE IF EXISTS deltamill.public_totals__group3_changes;
DROP TABLE IF EXISTS deltamill.public_totals__delta;
DROP TABLE IF EXISTS deltamill.public_totals__rows;
