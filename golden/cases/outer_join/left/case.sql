-- A customer without orders stays, padded with NULLs; when the first order comes the padded row goes, when the last one leaves it is back.
-- schema
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer int, amount numeric(10,2) NOT NULL, open boolean NOT NULL);
CREATE INDEX ON orders (customer);
INSERT INTO customers SELECT n, 'c' || n FROM generate_series(1, 3000) AS n;
INSERT INTO orders SELECT n, n % 2500, n, n % 3 > 0 FROM generate_series(1, 6000) AS n;
ANALYZE;
-- definition
CREATE STREAM TABLE open_orders AS
SELECT c.name, o.id, o.amount
FROM customers c
LEFT JOIN orders o ON o.customer = c.id AND o.open;
-- changes
INSERT INTO orders VALUES (7001, 2700, 1, true), (7002, NULL, 2, true), (7003, 2701, 3, false);
DELETE FROM orders WHERE customer = 7;
UPDATE orders SET customer = 2702 WHERE customer = 8;
UPDATE customers SET id = 4000 WHERE id = 9;
DELETE FROM customers WHERE id = 10;
-- expect: open_orders: DIFF_SAFE, refreshes by DIFF
-- expect: Δc ⟕ after(o)
-- expect-not: Seq Scan on orders
-- expect-not: Seq Scan on customers
