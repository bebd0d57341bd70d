-- Storage of public.newest: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_newest__rows (
  name text,
  at timestamp without time zone,
  __row_id bytea NOT NULL
);
CREATE INDEX public_newest__row_id ON deltamill.public_newest__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_newest__lateral1_changes (
  id integer,
  name text,
  at timestamp without time zone,
  __weight bigint
);
ANALYZE deltamill.public_newest__lateral1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_newest__lateral1_1_rows (
  id integer,
  name text,
  __weight bigint
);
ANALYZE deltamill.public_newest__lateral1_1_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_newest__lateral1_1_keys (
  key1 integer
);
ANALYZE deltamill.public_newest__lateral1_1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_newest__delta (
  name text,
  at timestamp without time zone,
  __weight bigint
);
ANALYZE deltamill.public_newest__delta;

-- What users read.
CREATE VIEW public.newest AS
SELECT
  name,
  at
FROM
  deltamill.public_newest__rows;
