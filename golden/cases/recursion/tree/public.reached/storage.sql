-- Storage of public.reached: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_reached__rows (
  n integer,
  name text,
  next integer,
  __row_id bytea NOT NULL
);
CREATE INDEX public_reached__row_id ON deltamill.public_reached__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_reached__recursion1_changes (
  n integer,
  __weight bigint
);
ANALYZE deltamill.public_reached__recursion1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_reached__outer1_left (
  n integer,
  id integer,
  name text,
  __weight bigint
);
ANALYZE deltamill.public_reached__outer1_left;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_reached__delta (
  n integer,
  name text,
  next integer,
  __weight bigint
);
ANALYZE deltamill.public_reached__delta;

-- What users read.
CREATE VIEW public.reached AS
SELECT
  n,
  name,
  next
FROM
  deltamill.public_reached__rows;
