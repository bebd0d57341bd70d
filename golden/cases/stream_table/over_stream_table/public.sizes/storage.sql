-- Storage of public.sizes: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_sizes__rows (
  orders bigint NOT NULL,
  customers bigint,
  __count bigint NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX public_sizes__key ON deltamill.public_sizes__rows (orders);

-- What users read.
CREATE VIEW public.sizes AS
SELECT
  orders,
  customers
FROM
  deltamill.public_sizes__rows;
