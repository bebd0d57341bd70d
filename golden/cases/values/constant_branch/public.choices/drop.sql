-- Removes public.choices. Its change buffers stay while other stream tables read them.
DROP VIEW IF EXISTS public.choices;
DROP TABLE IF EXISTS deltamill.public_choices__rows;
