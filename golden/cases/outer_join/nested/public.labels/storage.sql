-- Storage of public.labels: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_labels__rows (
  k integer,
  n bigint,
  labelled bigint,
  last text,
  __count bigint NOT NULL,
  __count_id bigint NOT NULL,
  __max_label text,
  __key_hash bigint NOT NULL
) WITH (fillfactor = 85);
CREATE INDEX public_labels__key ON deltamill.public_labels__rows (__key_hash);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_labels__outer1_changes (
  id integer,
  label text,
  a_id integer,
  c_id integer,
  __weight bigint
);
ANALYZE deltamill.public_labels__outer1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_labels__delta (
  k integer,
  __max_label text,
  __count bigint,
  __count_id bigint
);
ANALYZE deltamill.public_labels__delta;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_labels__recompute (
  k integer,
  __count bigint,
  __key_hash bigint,
  __ctid tid
);
ANALYZE deltamill.public_labels__recompute;

-- What users read.
CREATE VIEW public.labels AS
SELECT
  k,
  n,
  labelled,
  last
FROM
  deltamill.public_labels__rows;
