-- Storage of public.pieces: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_pieces__rows (
  id integer,
  weight integer,
  place bigint,
  copy integer,
  __row_id bytea NOT NULL
);
CREATE INDEX public_pieces__row_id ON deltamill.public_pieces__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_pieces__lateral1_changes (
  id integer,
  weights integer[],
  copies integer,
  w integer,
  ordinality bigint,
  __weight bigint
);
ANALYZE deltamill.public_pieces__lateral1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_pieces__lateral2_changes (
  id integer,
  weights integer[],
  copies integer,
  w integer,
  ordinality bigint,
  c integer,
  __weight bigint
);
ANALYZE deltamill.public_pieces__lateral2_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_pieces__delta (
  id integer,
  weight integer,
  place bigint,
  copy integer,
  __weight bigint
);
ANALYZE deltamill.public_pieces__delta;

-- What users read.
CREATE VIEW public.pieces AS
SELECT
  id,
  weight,
  place,
  copy
FROM
  deltamill.public_pieces__rows;
