-- Storage of public.open_cities: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_open_cities__rows (
  id integer,
  city text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_open_cities__row_id ON deltamill.public_open_cities__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_open_cities__apply1_changes (
  id integer,
  city text,
  "all" boolean,
  __weight bigint
);
ANALYZE deltamill.public_open_cities__apply1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_open_cities__apply1_1_rows (
  id integer,
  city text,
  __weight bigint
);
ANALYZE deltamill.public_open_cities__apply1_1_rows;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_open_cities__delta (
  id integer,
  city text,
  __weight bigint
);
ANALYZE deltamill.public_open_cities__delta;

-- What users read.
CREATE VIEW public.open_cities AS
SELECT
  id,
  city
FROM
  deltamill.public_open_cities__rows;
