-- Storage of public.choices: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_choices__rows (
  tag text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_choices__row_id ON deltamill.public_choices__rows (__row_id);

-- What users read.
CREATE VIEW public.choices AS
SELECT
  tag
FROM
  deltamill.public_choices__rows;
