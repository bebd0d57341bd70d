-- LATERAL computes its right side for every row of the left; what changes on the right reaches the rows it is correlated with.
-- schema
CREATE TABLE shops (id int PRIMARY KEY, floor int NOT NULL);
CREATE TABLE sales (shop int, amount numeric(10,2) NOT NULL);
CREATE INDEX ON sales (shop);
INSERT INTO shops SELECT n, n % 2 FROM generate_series(1, 6) AS n;
INSERT INTO sales SELECT 1 + n % 5, n FROM generate_series(1, 15) AS n;
-- definition
CREATE STREAM TABLE shop_sales AS
SELECT s.id, t.sales, t.amount
FROM shops s
CROSS JOIN LATERAL (
  SELECT count(*) AS sales, sum(x.amount) AS amount FROM sales x WHERE x.shop = s.id AND x.amount > s.floor
) t;
-- changes
UPDATE sales SET shop = 6 WHERE shop = 1;
DELETE FROM sales WHERE shop = 2 AND amount > 5;
UPDATE shops SET floor = 9 WHERE id = 3;
INSERT INTO shops VALUES (7, 0);
INSERT INTO sales VALUES (7, 1), (NULL, 1);
-- expect: shop_sales: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on sales
