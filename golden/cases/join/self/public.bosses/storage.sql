-- Storage of public.bosses: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_bosses__rows (
  name text,
  boss text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_bosses__row_id ON deltamill.public_bosses__rows (__row_id);

-- What users read.
CREATE VIEW public.bosses AS
SELECT
  name,
  boss
FROM
  deltamill.public_bosses__rows;
