-- Storage of public.ranked: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_ranked__rows (
  track integer,
  runner text,
  seconds numeric(6,2),
  place bigint,
  rank bigint,
  near bigint,
  lately numeric,
  __row_id bytea NOT NULL
);
CREATE INDEX public_ranked__row_id ON deltamill.public_ranked__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_ranked__window1_keys (
  track integer
);
ANALYZE deltamill.public_ranked__window1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_ranked__window1_changes (
  track integer,
  runner text,
  seconds numeric(6,2),
  "day" date,
  row_number bigint,
  rank bigint,
  count bigint,
  __weight bigint
);
ANALYZE deltamill.public_ranked__window1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_ranked__window2_keys (
  runner text
);
ANALYZE deltamill.public_ranked__window2_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_ranked__window2_changes (
  track integer,
  runner text,
  seconds numeric(6,2),
  "day" date,
  row_number bigint,
  rank bigint,
  count bigint,
  sum numeric,
  __weight bigint
);
ANALYZE deltamill.public_ranked__window2_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_ranked__delta (
  track integer,
  runner text,
  seconds numeric(6,2),
  place bigint,
  rank bigint,
  near bigint,
  lately numeric,
  __weight bigint
);
ANALYZE deltamill.public_ranked__delta;

-- What users read.
CREATE VIEW public.ranked AS
SELECT
  track,
  runner,
  seconds,
  place,
  rank,
  near,
  lately
FROM
  deltamill.public_ranked__rows;
