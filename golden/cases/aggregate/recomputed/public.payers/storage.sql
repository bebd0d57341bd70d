-- Storage of public.payers: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_payers__rows (
  payer text,
  amounts numeric[],
  different bigint,
  middle double precision,
  share double precision,
  __row_id bytea NOT NULL
);
CREATE INDEX public_payers__row_id ON deltamill.public_payers__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_payers__group1_keys (
  payer text
);
ANALYZE deltamill.public_payers__group1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_payers__group1_changes (
  payer text,
  array_agg numeric[],
  count bigint,
  percentile_cont double precision,
  sum double precision,
  __weight bigint
);
ANALYZE deltamill.public_payers__group1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_payers__delta (
  payer text,
  amounts numeric[],
  different bigint,
  middle double precision,
  share double precision,
  __weight bigint
);
ANALYZE deltamill.public_payers__delta;

-- What users read.
CREATE VIEW public.payers AS
SELECT
  payer,
  amounts,
  different,
  middle,
  share
FROM
  deltamill.public_payers__rows;
