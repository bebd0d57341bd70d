-- Without GROUP BY there is always one row.
-- schema
CREATE TABLE payments (id int PRIMARY KEY, amount numeric(10,2) NOT NULL, at date);
INSERT INTO payments VALUES (1, 10, '2026-01-01'), (2, 20, NULL);
-- definition
CREATE STREAM TABLE totals AS
SELECT count(*) AS payments, sum(amount) AS amount, max(at) AS last FROM payments;
-- changes
DELETE FROM payments WHERE id = 1;
INSERT INTO payments VALUES (3, 0.50, '2025-12-31');
-- expect: totals: DIFF_SAFE, refreshes by DIFF
