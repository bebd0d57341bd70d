-- Storage of public.large: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_large__rows (
  id integer,
  amount numeric(10,2),
  __row_id bytea NOT NULL
);
CREATE INDEX public_large__row_id ON deltamill.public_large__rows (__row_id);

-- What users read.
CREATE VIEW public.large AS
SELECT
  id,
  amount
FROM
  deltamill.public_large__rows;
