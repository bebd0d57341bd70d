-- Storage of public.placed: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_placed__rows (
  id integer,
  amount numeric(10,2),
  nation text,
  __row_id bytea NOT NULL
);
CREATE INDEX public_placed__row_id ON deltamill.public_placed__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_placed__delta (
  id integer,
  amount numeric(10,2),
  nation text,
  __weight bigint
);
ANALYZE deltamill.public_placed__delta;

-- What users read.
CREATE VIEW public.placed AS
SELECT
  id,
  amount,
  nation
FROM
  deltamill.public_placed__rows;
