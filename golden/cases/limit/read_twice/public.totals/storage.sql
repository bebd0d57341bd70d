-- Storage of public.totals: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_totals__rows (
  same boolean,
  __row_id bytea NOT NULL
);
CREATE INDEX public_totals__row_id ON deltamill.public_totals__rows (__row_id);

-- What users read.
CREATE VIEW public.totals AS
SELECT
  same
FROM
  deltamill.public_totals__rows;
