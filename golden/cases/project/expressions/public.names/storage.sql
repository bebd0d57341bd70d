-- Storage of public.names: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_names__rows (
  name text,
  age text,
  "day" date,
  __row_id bytea NOT NULL
);
CREATE INDEX public_names__row_id ON deltamill.public_names__rows (__row_id);

-- What users read.
CREATE VIEW public.names AS
SELECT
  name,
  age,
  "day"
FROM
  deltamill.public_names__rows;
