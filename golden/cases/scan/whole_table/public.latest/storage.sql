-- Storage of public.latest: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_latest__rows (
  sensor integer,
  value numeric(8,2),
  note text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_latest__row_id ON deltamill.public_latest__rows (__row_id);

-- What users read.
CREATE VIEW public.latest AS
SELECT
  sensor,
  value,
  note
FROM
  deltamill.public_latest__rows;
