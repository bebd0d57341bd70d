-- Storage of public.totals: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_totals__rows (
  region text,
  product text,
  level integer,
  sales bigint,
  amount numeric,
  __row_id bytea NOT NULL
);
CREATE INDEX public_totals__row_id ON deltamill.public_totals__rows (__row_id);

-- What users read.
CREATE VIEW public.totals AS
SELECT
  region,
  product,
  level,
  sales,
  amount
FROM
  deltamill.public_totals__rows;
