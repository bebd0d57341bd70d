-- Storage of public.recent: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_recent__rows (
  sensor integer,
  "day" integer,
  value integer,
  __row_id bytea NOT NULL
);
CREATE INDEX public_recent__row_id ON deltamill.public_recent__rows (__row_id);

-- What users read.
CREATE VIEW public.recent AS
SELECT
  sensor,
  "day",
  value
FROM
  deltamill.public_recent__rows;
