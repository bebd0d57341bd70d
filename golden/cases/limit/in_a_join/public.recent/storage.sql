-- Storage of public.recent: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_recent__rows (
  name text,
  at timestamp without time zone,
  __row_id bytea NOT NULL
);
CREATE INDEX public_recent__row_id ON deltamill.public_recent__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_recent__window1_changes (
  person integer,
  at timestamp without time zone,
  id integer,
  row_number bigint,
  __weight bigint
);
ANALYZE deltamill.public_recent__window1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_recent__delta (
  name text,
  at timestamp without time zone,
  __weight bigint
);
ANALYZE deltamill.public_recent__delta;

-- What users read.
CREATE VIEW public.recent AS
SELECT
  name,
  at
FROM
  deltamill.public_recent__rows;
