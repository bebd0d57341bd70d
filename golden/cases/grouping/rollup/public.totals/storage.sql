-- Storage of public.totals: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_totals__rows (
  region text,
  product text,
  level integer,
  sales bigint,
  amount numeric,
  __row_id bytea NOT NULL
);
CREATE INDEX public_totals__row_id ON deltamill.public_totals__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_totals__group1_keys (
  region text,
  product text
);
ANALYZE deltamill.public_totals__group1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_totals__group1_changes (
  region text,
  product text,
  count bigint,
  sum numeric,
  __weight bigint
);
ANALYZE deltamill.public_totals__group1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_totals__group2_keys (
  region text
);
ANALYZE deltamill.public_totals__group2_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_totals__group2_changes (
  region text,
  count bigint,
  sum numeric,
  __weight bigint
);
ANALYZE deltamill.public_totals__group2_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_totals__group3_changes (
  count bigint,
  sum numeric,
  __weight bigint
);
ANALYZE deltamill.public_totals__group3_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_totals__delta (
  region text,
  product text,
  level integer,
  sales bigint,
  amount numeric,
  __weight bigint
);
ANALYZE deltamill.public_totals__delta;

-- What users read.
CREATE VIEW public.totals AS
SELECT
  region,
  product,
  level,
  sales,
  amount
FROM
  deltamill.public_totals__rows;
