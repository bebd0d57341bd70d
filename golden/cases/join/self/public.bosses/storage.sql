-- Storage of public.bosses: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_bosses__rows (
  name text,
  boss text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_bosses__row_id ON deltamill.public_bosses__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_bosses__delta (
  name text,
  boss text,
  __weight bigint
);
ANALYZE deltamill.public_bosses__delta;

-- What users read.
CREATE VIEW public.bosses AS
SELECT
  name,
  boss
FROM
  deltamill.public_bosses__rows;
