-- Storage of public.seen: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_seen__rows (
  page text,
  country text NOT NULL,
  __count bigint NOT NULL,
  __key_hash bigint NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX public_seen__key ON deltamill.public_seen__rows (__key_hash);

-- What users read.
CREATE VIEW public.seen AS
SELECT
  page,
  country
FROM
  deltamill.public_seen__rows;
