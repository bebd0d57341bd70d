-- Storage of public.left_over: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_left_over__rows (
  lot integer,
  grade character(1),
  __row_id bytea NOT NULL
);
CREATE INDEX public_left_over__row_id ON deltamill.public_left_over__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_left_over__group1_keys (
  lot integer,
  grade character(1)
);
ANALYZE deltamill.public_left_over__group1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_left_over__group1_changes (
  lot integer,
  grade character(1),
  left_rows bigint,
  right_rows bigint,
  __weight bigint
);
ANALYZE deltamill.public_left_over__group1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_left_over__delta (
  lot integer,
  grade character(1),
  __weight bigint
);
ANALYZE deltamill.public_left_over__delta;

-- What users read.
CREATE VIEW public.left_over AS
SELECT
  lot,
  grade
FROM
  deltamill.public_left_over__rows;
