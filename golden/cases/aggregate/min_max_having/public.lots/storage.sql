-- Storage of public.lots: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_lots__rows (
  lot integer NOT NULL,
  highest integer,
  first date,
  __count bigint NOT NULL,
  __max_amount integer,
  __min_at date,
  __visible boolean NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX public_lots__key ON deltamill.public_lots__rows (lot);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_lots__recompute (
  lot integer,
  __count bigint,
  __ctid tid
);
ANALYZE deltamill.public_lots__recompute;

-- What users read.
CREATE VIEW public.lots AS
SELECT
  lot,
  highest,
  first
FROM
  deltamill.public_lots__rows
WHERE __visible;
