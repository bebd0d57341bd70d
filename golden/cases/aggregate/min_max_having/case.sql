-- An extreme that leaves has its group computed anew; HAVING hides groups, and storage keeps them for when they come back.
-- schema
CREATE TABLE bids (id int PRIMARY KEY, lot int NOT NULL, amount int, at date NOT NULL);
CREATE INDEX ON bids (lot);
INSERT INTO bids SELECT n, 1 + n % 4, n, date '2026-01-01' + n FROM generate_series(1, 12) AS n;
-- definition
CREATE STREAM TABLE lots AS
SELECT lot, max(amount) AS highest, min(at) AS first FROM bids GROUP BY lot HAVING count(*) > 2;
-- changes
DELETE FROM bids WHERE id = 12;
INSERT INTO bids VALUES (20, 2, 99, '2025-12-31'), (21, 5, 1, '2026-02-01');
UPDATE bids SET amount = NULL WHERE id = 11;
UPDATE bids SET lot = 5 WHERE lot = 3 AND id > 3;
-- expect: lots: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on bids
