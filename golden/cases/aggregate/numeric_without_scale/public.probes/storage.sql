-- Storage of public.probes: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_probes__rows (
  probe integer NOT NULL,
  total numeric,
  mean numeric,
  __count bigint NOT NULL,
  __sum_value numeric NOT NULL,
  __count_value bigint NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX public_probes__key ON deltamill.public_probes__rows (probe);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_probes__recompute (
  probe integer,
  __count bigint,
  __ctid tid
);
ANALYZE deltamill.public_probes__recompute;

-- What users read.
CREATE VIEW public.probes AS
SELECT
  probe,
  total,
  mean
FROM
  deltamill.public_probes__rows;
