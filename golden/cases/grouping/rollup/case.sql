-- One grouping per set, side by side; GROUPING is a constant of its set, and the set without keys has a row over an empty table too.
-- schema
CREATE TABLE sales (id int PRIMARY KEY, region text, product text NOT NULL, amount numeric(8,2) NOT NULL);
CREATE INDEX ON sales (region, product);
INSERT INTO sales SELECT n, CASE WHEN n % 4 > 0 THEN 'r' || n % 4 END, 'p' || n % 3, n * 1.5 FROM generate_series(1, 24) AS n;
-- definition
CREATE STREAM TABLE totals AS
SELECT region, product, grouping(region, product) AS level, count(*) AS sales, sum(amount) AS amount FROM sales GROUP BY ROLLUP (region, product);
-- changes
DELETE FROM sales WHERE region = 'r1' AND product = 'p1';
INSERT INTO sales VALUES (40, NULL, 'p9', 3), (41, 'r9', 'p9', 4);
UPDATE sales SET region = 'r2' WHERE region IS NULL;
-- expect: totals: DIFF_SAFE, refreshes by DIFF
-- expect: 3 AS "grouping"
