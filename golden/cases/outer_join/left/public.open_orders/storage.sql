-- Storage of public.open_orders: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_open_orders__rows (
  name text,
  id integer,
  amount numeric(10,2),
  __row_id bytea NOT NULL
);
CREATE INDEX public_open_orders__row_id ON deltamill.public_open_orders__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_open_orders__delta (
  name text,
  id integer,
  amount numeric(10,2),
  __weight bigint
);
ANALYZE deltamill.public_open_orders__delta;

-- What users read.
CREATE VIEW public.open_orders AS
SELECT
  name,
  id,
  amount
FROM
  deltamill.public_open_orders__rows;
