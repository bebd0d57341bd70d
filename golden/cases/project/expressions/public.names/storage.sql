-- Storage of public.names: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_names__rows (
  name text,
  age text,
  "day" date,
  __row_id bytea NOT NULL
);
CREATE INDEX public_names__row_id ON deltamill.public_names__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_names__delta (
  name text,
  age text,
  "day" date,
  __weight bigint
);
ANALYZE deltamill.public_names__delta;

-- What users read.
CREATE VIEW public.names AS
SELECT
  name,
  age,
  "day"
FROM
  deltamill.public_names__rows;
