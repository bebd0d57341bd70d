-- Storage of public.balances: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_balances__rows (
  owner text,
  balance numeric,
  largest numeric,
  __row_id bytea NOT NULL
);
CREATE INDEX public_balances__row_id ON deltamill.public_balances__rows (__row_id);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_balances__group1_keys (
  account integer
);
ANALYZE deltamill.public_balances__group1_keys;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_balances__group1_changes (
  account integer,
  sum numeric,
  max numeric,
  __weight bigint
);
ANALYZE deltamill.public_balances__group1_changes;

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_balances__delta (
  owner text,
  balance numeric,
  largest numeric,
  __weight bigint
);
ANALYZE deltamill.public_balances__delta;

-- What users read.
CREATE VIEW public.balances AS
SELECT
  owner,
  balance,
  largest
FROM
  deltamill.public_balances__rows;
