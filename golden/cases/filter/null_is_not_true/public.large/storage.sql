-- Storage of public.large: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_large__rows (
  id integer,
  amount numeric(10,2),
  __row_id bytea NOT NULL
);
CREATE INDEX public_large__row_id ON deltamill.public_large__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_large__delta (
  id integer,
  amount numeric(10,2),
  __weight bigint
);
ANALYZE deltamill.public_large__delta;

-- What users read.
CREATE VIEW public.large AS
SELECT
  id,
  amount
FROM
  deltamill.public_large__rows;
