-- Storage of public.highest: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_highest__rows (
  bidder text,
  amount numeric(8,2),
  __row_id bytea NOT NULL
);
CREATE INDEX public_highest__row_id ON deltamill.public_highest__rows (__row_id);

-- What users read.
CREATE VIEW public.highest AS
SELECT
  bidder,
  amount
FROM
  deltamill.public_highest__rows;
