-- Storage of public.podium: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_podium__rows (
  lot integer,
  amount numeric,
  __row_id bytea NOT NULL
);
CREATE INDEX public_podium__row_id ON deltamill.public_podium__rows (__row_id);

-- What users read.
CREATE VIEW public.podium AS
SELECT
  lot,
  amount
FROM
  deltamill.public_podium__rows;
