-- Removes public.statements. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.statements;
DROP TABLE IF EXISTS deltamill.public_statements__group1_changes;
DROP TABLE IF EXISTS deltamill.public_statements__apply1_changes;
DROP TABLE IF EXISTS deltamill.public_statements__apply1_1_rows;
DROP TABLE IF EXISTS deltamill.public_statements__apply1_1_keys;
DROP TABLE IF EXISTS deltamill.public_statements__apply1_2_rows;
DROP TABLE IF EXISTS deltamill.public_statements__apply1_2_keys;
DROP TABLE IF EXISTS deltamill.public_statements__apply1_3_rows;
DROP TABLE IF EXISTS deltamill.public_statements__delta;
DROP TABLE IF EXISTS deltamill.public_statements__rows;
