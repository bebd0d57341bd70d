-- Storage of public.statements: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_statements__rows (
  owner text,
  bookings bigint,
  largest numeric,
  late boolean,
  __row_id bytea NOT NULL
);
CREATE INDEX public_statements__row_id ON deltamill.public_statements__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_statements__group1_changes (
  avg numeric,
  __weight bigint
);
ANALYZE deltamill.public_statements__group1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_statements__apply1_changes (
  id integer,
  owner text,
  scalar bigint,
  scalar_2 numeric,
  scalar_3 numeric,
  __weight bigint
);
ANALYZE deltamill.public_statements__apply1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_statements__apply1_1_rows (
  id integer,
  owner text,
  __weight bigint
);
ANALYZE deltamill.public_statements__apply1_1_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_statements__apply1_1_keys (
  key1 integer
);
ANALYZE deltamill.public_statements__apply1_1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_statements__apply1_2_rows (
  id integer,
  owner text,
  __weight bigint
);
ANALYZE deltamill.public_statements__apply1_2_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_statements__apply1_2_keys (
  key1 integer
);
ANALYZE deltamill.public_statements__apply1_2_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_statements__apply1_3_rows (
  id integer,
  owner text,
  __weight bigint
);
ANALYZE deltamill.public_statements__apply1_3_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_statements__delta (
  owner text,
  bookings bigint,
  largest numeric,
  late boolean,
  __weight bigint
);
ANALYZE deltamill.public_statements__delta;

-- What users read.
CREATE VIEW public.statements AS
SELECT
  owner,
  bookings,
  largest,
  late
FROM
  deltamill.public_statements__rows;
