-- Storage of public.priced: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_priced__rows (
  id integer,
  "day" date,
  price numeric,
  __row_id bytea NOT NULL
);
CREATE INDEX public_priced__row_id ON deltamill.public_priced__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_priced__delta (
  id integer,
  "day" date,
  price numeric,
  __weight bigint
);
ANALYZE deltamill.public_priced__delta;

-- What users read.
CREATE VIEW public.priced AS
SELECT
  id,
  "day",
  price
FROM
  deltamill.public_priced__rows;
