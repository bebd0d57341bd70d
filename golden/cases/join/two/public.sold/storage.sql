-- Storage of public.sold: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_sold__rows (
  name text,
  id integer,
  amount numeric(10,2),
  __row_id bytea NOT NULL
);
CREATE INDEX public_sold__row_id ON deltamill.public_sold__rows (__row_id);

-- What users read.
CREATE VIEW public.sold AS
SELECT
  name,
  id,
  amount
FROM
  deltamill.public_sold__rows;
