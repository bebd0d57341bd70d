-- Storage of public.known: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_known__rows (
  customer integer,
  city text,
  __count bigint NOT NULL,
  __key_hash bigint NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX public_known__key ON deltamill.public_known__rows (__key_hash);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_known__group1_keys (
  customer integer,
  "?column?" text
);
ANALYZE deltamill.public_known__group1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_known__group1_changes (
  customer integer,
  "?column?" text,
  left_rows bigint,
  right_rows bigint,
  __weight bigint
);
ANALYZE deltamill.public_known__group1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_known__delta (
  customer integer,
  city text,
  __count bigint
);
ANALYZE deltamill.public_known__delta;

-- What users read.
CREATE VIEW public.known AS
SELECT
  customer,
  city
FROM
  deltamill.public_known__rows;
