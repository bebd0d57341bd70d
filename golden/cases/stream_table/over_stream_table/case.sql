-- A stream table that reads another reads what that one changed, in the same refresh.
-- schema
CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL, amount numeric(10,2) NOT NULL);
CREATE INDEX ON orders (customer);
INSERT INTO orders SELECT n, 1 + n % 4, n FROM generate_series(1, 12) AS n;
-- definition
CREATE STREAM TABLE sizes AS
SELECT orders, count(*) AS customers FROM per_customer GROUP BY orders;

CREATE STREAM TABLE per_customer AS
SELECT customer, count(*) AS orders, sum(amount) AS amount FROM orders GROUP BY customer;
-- changes
DELETE FROM orders WHERE id < 3;
UPDATE orders SET customer = 9 WHERE customer = 4;
INSERT INTO orders VALUES (20, 1, 1);
-- expect: per_customer: DIFF_SAFE, refreshes by DIFF
-- expect: sizes: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on orders
