-- Storage of public.week: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_week__rows (
  "day" integer,
  planned integer,
  worked integer,
  __row_id bytea NOT NULL
);
CREATE INDEX public_week__row_id ON deltamill.public_week__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_week__delta (
  "day" integer,
  planned integer,
  worked integer,
  __weight bigint
);
ANALYZE deltamill.public_week__delta;

-- What users read.
CREATE VIEW public.week AS
SELECT
  "day",
  planned,
  worked
FROM
  deltamill.public_week__rows;
