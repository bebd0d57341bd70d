-- No trigger sees a materialised view change: FULL, and the manifest says why.
-- schema
CREATE TABLE payments (id int PRIMARY KEY, account int NOT NULL, cents bigint NOT NULL);
INSERT INTO payments VALUES (1, 10, 500), (2, 10, 250), (3, 20, 75);
CREATE MATERIALIZED VIEW sums AS SELECT account, sum(cents) AS cents FROM payments GROUP BY account;
-- definition
CREATE STREAM TABLE rich AS
SELECT account, cents FROM sums WHERE cents > 100;
-- changes
INSERT INTO payments VALUES (4, 20, 500);
REFRESH MATERIALIZED VIEW sums;
-- expect: DM1304 public.sums is a materialised view, whose changes no trigger sees
-- expect: rich: FULL_ONLY, refreshes by FULL
-- expect-not: CREATE TRIGGER
