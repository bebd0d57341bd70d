-- Storage of public.joined: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_joined__rows (
  left_missing boolean,
  right_missing boolean,
  __row_id bytea NOT NULL
);
CREATE INDEX public_joined__row_id ON deltamill.public_joined__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_joined__window1_changes (
  id integer,
  n integer,
  s text,
  row_number bigint,
  __weight bigint
);
ANALYZE deltamill.public_joined__window1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_joined__window2_changes (
  id integer,
  n integer,
  s text,
  row_number bigint,
  __weight bigint
);
ANALYZE deltamill.public_joined__window2_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_joined__delta (
  left_missing boolean,
  right_missing boolean,
  __weight bigint
);
ANALYZE deltamill.public_joined__delta;

-- What users read.
CREATE VIEW public.joined AS
SELECT
  left_missing,
  right_missing
FROM
  deltamill.public_joined__rows;
