-- A row passes EXISTS as long as it has a partner: only a number of partners that leaves or reaches zero matters.
-- schema
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer int, open boolean NOT NULL);
CREATE INDEX ON orders (customer);
INSERT INTO customers SELECT n, 'c' || n FROM generate_series(1, 8) AS n;
INSERT INTO orders SELECT n, 1 + n % 6, n % 2 = 0 FROM generate_series(1, 20) AS n;
-- definition
CREATE STREAM TABLE waiting AS
SELECT c.id, c.name
FROM customers c
WHERE EXISTS (SELECT FROM orders o WHERE o.customer = c.id AND o.open)
  AND NOT EXISTS (SELECT FROM orders o WHERE o.customer = c.id AND NOT o.open);
-- changes
UPDATE orders SET open = true WHERE customer = 2;
UPDATE orders SET customer = 7 WHERE customer = 3;
DELETE FROM orders WHERE customer = 1;
UPDATE customers SET name = 'new' WHERE id = 5;
INSERT INTO customers VALUES (9, 'c9');
INSERT INTO orders VALUES (21, 9, true), (22, NULL, true);
-- expect: waiting: DIFF_SAFE, refreshes by DIFF
