-- Storage of public.movements: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_movements__rows (
  item text,
  quantity integer,
  __row_id bytea NOT NULL
);
CREATE INDEX public_movements__row_id ON deltamill.public_movements__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_movements__delta (
  item text,
  quantity integer,
  __weight bigint
);
ANALYZE deltamill.public_movements__delta;

-- What users read.
CREATE VIEW public.movements AS
SELECT
  item,
  quantity
FROM
  deltamill.public_movements__rows;
