-- Storage of public.rich: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_rich__rows (
  account integer,
  cents numeric,
  __row_id bytea NOT NULL
);
CREATE INDEX public_rich__row_id ON deltamill.public_rich__rows (__row_id);

-- What users read.
CREATE VIEW public.rich AS
SELECT
  account,
  cents
FROM
  deltamill.public_rich__rows;
