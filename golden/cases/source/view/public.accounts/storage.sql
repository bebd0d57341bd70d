-- Storage of public.accounts: the query's columns, then hidden ones that begin with two underscores.
CREATE TABLE deltamill.public_accounts__rows (
  account integer NOT NULL,
  payments bigint,
  euro numeric,
  __count bigint NOT NULL,
  __sum_euro numeric NOT NULL
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX public_accounts__key ON deltamill.public_accounts__rows (account);

-- Work table, empty between refreshes; nothing is lost with it in a crash.
CREATE UNLOGGED TABLE deltamill.public_accounts__recompute (
  account integer,
  __count bigint,
  __ctid tid
);
ANALYZE deltamill.public_accounts__recompute;

-- What users read.
CREATE VIEW public.accounts AS
SELECT
  account,
  payments,
  euro
FROM
  deltamill.public_accounts__rows;
