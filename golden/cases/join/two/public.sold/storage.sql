-- Storage of public.sold: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_sold__rows (
  name text,
  id integer,
  amount numeric(10,2),
  __row_id bytea NOT NULL
);
CREATE INDEX public_sold__row_id ON deltamill.public_sold__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_sold__delta (
  name text,
  id integer,
  amount numeric(10,2),
  __weight bigint
);
ANALYZE deltamill.public_sold__delta;

-- What users read.
CREATE VIEW public.sold AS
SELECT
  name,
  id,
  amount
FROM
  deltamill.public_sold__rows;
