-- Removes public.labels. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.labels;
DROP TABLE IF EXISTS deltamill.public_labels__outer1_changes;
DROP TABLE IF EXISTS deltamill.public_labels__delta;
DROP TABLE IF EXISTS deltamill.public_labels__recompute;
DROP TABLE IF EXISTS deltamill.public_labels__rows;
