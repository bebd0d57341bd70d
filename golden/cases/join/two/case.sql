-- Both sides change between two refreshes: one term per side, and the pairs of two changes are counted once.
-- schema
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL, amount numeric(10,2) NOT NULL);
CREATE INDEX ON orders (customer);
INSERT INTO customers SELECT n, 'c' || n FROM generate_series(1, 5) AS n;
INSERT INTO orders SELECT n, 1 + n % 5, n FROM generate_series(1, 20) AS n;
-- definition
CREATE STREAM TABLE sold AS
SELECT c.name, o.id, o.amount FROM customers c JOIN orders o ON o.customer = c.id WHERE o.amount > 3;
-- changes
DELETE FROM customers WHERE id = 2;
UPDATE customers SET name = 'renamed' WHERE id = 3;
UPDATE orders SET customer = 3 WHERE id IN (1, 2);
INSERT INTO customers VALUES (6, 'c6');
INSERT INTO orders VALUES (30, 6, 9), (31, 7, 9);
-- expect: sold: DIFF_SAFE, refreshes by DIFF
-- expect: join term: Δ
-- expect-not: Seq Scan on orders
-- expect-not: Seq Scan on customers
