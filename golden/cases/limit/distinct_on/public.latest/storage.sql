-- Storage of public.latest: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_latest__rows (
  item integer,
  price numeric(8,2),
  __row_id bytea NOT NULL
);
CREATE INDEX public_latest__row_id ON deltamill.public_latest__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_latest__window1_keys (
  item integer
);
ANALYZE deltamill.public_latest__window1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_latest__window1_changes (
  item integer,
  price numeric(8,2),
  "day" date,
  row_number bigint,
  __weight bigint
);
ANALYZE deltamill.public_latest__window1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_latest__delta (
  item integer,
  price numeric(8,2),
  __weight bigint
);
ANALYZE deltamill.public_latest__delta;

-- What users read.
CREATE VIEW public.latest AS
SELECT
  item,
  price
FROM
  deltamill.public_latest__rows;
