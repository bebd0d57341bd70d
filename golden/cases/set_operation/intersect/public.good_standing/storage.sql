-- Storage of public.good_standing: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_good_standing__rows (
  person integer,
  city text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_good_standing__row_id ON deltamill.public_good_standing__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_good_standing__group1_keys (
  person integer,
  club text
);
ANALYZE deltamill.public_good_standing__group1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_good_standing__group1_changes (
  person integer,
  club text,
  left_rows bigint,
  right_rows bigint,
  __weight bigint
);
ANALYZE deltamill.public_good_standing__group1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_good_standing__delta (
  person integer,
  city text,
  __weight bigint
);
ANALYZE deltamill.public_good_standing__delta;

-- What users read.
CREATE VIEW public.good_standing AS
SELECT
  person,
  city
FROM
  deltamill.public_good_standing__rows;
