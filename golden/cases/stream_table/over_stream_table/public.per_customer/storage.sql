-- Storage of public.per_customer: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_per_customer__rows (
  customer integer NOT NULL,
  orders bigint,
  amount numeric,
  __count bigint NOT NULL,
  __sum_amount numeric NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX public_per_customer__key ON deltamill.public_per_customer__rows (customer);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_per_customer__recompute (
  customer integer,
  __count bigint,
  __ctid tid
);
ANALYZE deltamill.public_per_customer__recompute;

-- What users read.
CREATE VIEW public.per_customer AS
SELECT
  customer,
  orders,
  amount
FROM
  deltamill.public_per_customer__rows;
