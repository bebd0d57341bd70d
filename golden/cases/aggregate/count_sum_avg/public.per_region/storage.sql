-- Storage of public.per_region: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_per_region__rows (
  region text NOT NULL,
  lines bigint,
  priced bigint,
  amount numeric,
  pieces numeric,
  __count bigint NOT NULL,
  __count_amount bigint NOT NULL,
  __sum_amount numeric NOT NULL,
  __sum_pieces bigint NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX public_per_region__key ON deltamill.public_per_region__rows (region);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_per_region__recompute (
  region text,
  __count bigint,
  __ctid tid
);
ANALYZE deltamill.public_per_region__recompute;

-- What users read.
CREATE VIEW public.per_region AS
SELECT
  region,
  lines,
  priced,
  amount,
  pieces
FROM
  deltamill.public_per_region__rows;
