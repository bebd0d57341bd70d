-- Storage of public.sizes: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_sizes__rows (
  orders bigint NOT NULL,
  customers bigint,
  __count bigint NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX public_sizes__key ON deltamill.public_sizes__rows (orders);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_sizes__delta (
  orders bigint,
  __count bigint
);
ANALYZE deltamill.public_sizes__delta;

-- What users read.
CREATE VIEW public.sizes AS
SELECT
  orders,
  customers
FROM
  deltamill.public_sizes__rows;
