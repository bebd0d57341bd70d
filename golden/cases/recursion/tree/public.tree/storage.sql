-- Storage of public.tree: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_tree__rows (
  id integer,
  path text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_tree__row_id ON deltamill.public_tree__rows (__row_id);

-- What users read.
CREATE VIEW public.tree AS
SELECT
  id,
  path
FROM
  deltamill.public_tree__rows;
