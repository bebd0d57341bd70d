-- Storage of public.found: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_found__rows (
  s text,
  found boolean,
  __row_id bytea NOT NULL
);
CREATE INDEX public_found__row_id ON deltamill.public_found__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_found__window1_keys (
  s text
);
ANALYZE deltamill.public_found__window1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_found__window1_changes (
  id integer,
  n integer,
  s text,
  row_number bigint,
  __weight bigint
);
ANALYZE deltamill.public_found__window1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_found__window2_keys (
  s text
);
ANALYZE deltamill.public_found__window2_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_found__window2_changes (
  id integer,
  n integer,
  s text,
  row_number bigint,
  __weight bigint
);
ANALYZE deltamill.public_found__window2_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_found__apply1_changes (
  id integer,
  n integer,
  s text,
  row_number bigint,
  "any" boolean,
  __weight bigint
);
ANALYZE deltamill.public_found__apply1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_found__apply1_1_rows (
  id integer,
  n integer,
  s text,
  row_number bigint,
  __weight bigint
);
ANALYZE deltamill.public_found__apply1_1_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_found__apply1_1_keys (
  key1 integer
);
ANALYZE deltamill.public_found__apply1_1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_found__delta (
  s text,
  found boolean,
  __weight bigint
);
ANALYZE deltamill.public_found__delta;

-- What users read.
CREATE VIEW public.found AS
SELECT
  s,
  found
FROM
  deltamill.public_found__rows;
