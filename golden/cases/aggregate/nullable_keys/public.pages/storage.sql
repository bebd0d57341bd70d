-- Storage of public.pages: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_pages__rows (
  page text,
  country text,
  visits bigint,
  longest integer,
  __count bigint NOT NULL,
  __max_seconds integer,
  __key_hash bigint NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX public_pages__key ON deltamill.public_pages__rows (__key_hash);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_pages__recompute (
  page text,
  country text,
  __count bigint,
  __key_hash bigint,
  __ctid tid
);
ANALYZE deltamill.public_pages__recompute;

-- What users read.
CREATE VIEW public.pages AS
SELECT
  page,
  country,
  visits,
  longest
FROM
  deltamill.public_pages__rows;
