-- Storage of public.waiting: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_waiting__rows (
  id integer,
  name text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_waiting__row_id ON deltamill.public_waiting__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_waiting__apply1_changes (
  id integer,
  name text,
  "exists" boolean,
  exists_2 boolean,
  __weight bigint
);
ANALYZE deltamill.public_waiting__apply1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_waiting__apply1_1_rows (
  id integer,
  name text,
  __weight bigint
);
ANALYZE deltamill.public_waiting__apply1_1_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_waiting__apply1_1_keys (
  key1 integer
);
ANALYZE deltamill.public_waiting__apply1_1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_waiting__apply1_2_rows (
  id integer,
  name text,
  __weight bigint
);
ANALYZE deltamill.public_waiting__apply1_2_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_waiting__apply1_2_keys (
  key1 integer
);
ANALYZE deltamill.public_waiting__apply1_2_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_waiting__delta (
  id integer,
  name text,
  __weight bigint
);
ANALYZE deltamill.public_waiting__delta;

-- What users read.
CREATE VIEW public.waiting AS
SELECT
  id,
  name
FROM
  deltamill.public_waiting__rows;
