-- Storage of public.totals: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_totals__rows (
  payments bigint,
  amount numeric,
  last date,
  __count bigint NOT NULL,
  __sum_amount numeric NOT NULL,
  __max_at date
) WITH (fillfactor = 85);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_totals__recompute (
  __count bigint,
  __ctid tid
);
ANALYZE deltamill.public_totals__recompute;

-- What users read.
CREATE VIEW public.totals AS
SELECT
  payments,
  amount,
  last
FROM
  deltamill.public_totals__rows;
