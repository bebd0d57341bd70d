-- Without an equality between the sides the rows that a change reaches are found first; each of them has its partners counted.
-- schema
CREATE TABLE prices (id int PRIMARY KEY, since date NOT NULL, until date NOT NULL, price numeric NOT NULL);
CREATE TABLE sales (id int PRIMARY KEY, day date NOT NULL, limit_price numeric);
CREATE INDEX ON sales (day);
INSERT INTO prices SELECT n, date '2024-01-01' + 10 * n, date '2024-01-01' + 10 * n + 6, n FROM generate_series(0, 9) AS n;
INSERT INTO sales SELECT n, date '2024-01-01' + n % 100, n FROM generate_series(1, 3000) AS n;
ANALYZE;
-- definition
CREATE STREAM TABLE priced AS
SELECT s.id, s.day, p.price
FROM sales s
LEFT JOIN prices p ON s.day BETWEEN p.since AND p.until AND p.price <= s.limit_price;
-- changes
DELETE FROM prices WHERE id = 3;
UPDATE prices SET until = until + 1, price = 1.50 WHERE id = 5;
INSERT INTO sales VALUES (4001, date '2024-01-03', 1.0), (4002, date '2024-01-03', NULL);
DELETE FROM sales WHERE id = 30;
-- expect: priced: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on sales
