-- Sums are kept up to date from the changes alone; a group appears with its first row and goes with its last.
-- schema
CREATE TABLE sales (id int PRIMARY KEY, region text NOT NULL, amount numeric(10,2), pieces int NOT NULL);
CREATE INDEX ON sales (region);
INSERT INTO sales SELECT n, 'r' || n % 3, n * 1.10, n % 4 FROM generate_series(1, 12) AS n;
-- definition
CREATE STREAM TABLE per_region AS
SELECT region, count(*) AS lines, count(amount) AS priced, sum(amount) AS amount, avg(pieces) AS pieces
FROM sales
GROUP BY region;
-- changes
INSERT INTO sales VALUES (20, 'r9', NULL, 3), (21, 'r1', 4.99, 0);
UPDATE sales SET region = 'r0' WHERE id IN (1, 4);
UPDATE sales SET amount = NULL WHERE id = 3;
DELETE FROM sales WHERE region = 'r2';
-- expect: per_region: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on sales
