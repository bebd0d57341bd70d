-- Storage of public.movements: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_movements__rows (
  item text,
  quantity integer,
  __row_id bytea NOT NULL
);
CREATE INDEX public_movements__row_id ON deltamill.public_movements__rows (__row_id);

-- What users read.
CREATE VIEW public.movements AS
SELECT
  item,
  quantity
FROM
  deltamill.public_movements__rows;
