-- Without GROUP BY there is always one row, also over no rows at all.
-- schema
CREATE TABLE payments (id int PRIMARY KEY, amount numeric(10,2) NOT NULL, at date);
INSERT INTO payments VALUES (1, 10, '2026-01-01'), (2, 20, NULL);
-- definition
CREATE STREAM TABLE totals AS
SELECT count(*) AS payments, sum(amount) AS amount, max(at) AS last FROM payments;
-- changes
DELETE FROM payments;
-- expect: totals: DIFF_SAFE, refreshes by DIFF
