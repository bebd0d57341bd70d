-- A chain of keys: each term begins at what changed and looks the others up, whichever of the three it is.
-- schema
CREATE TABLE nations (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE customers (id int PRIMARY KEY, nation int NOT NULL REFERENCES nations);
CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, amount numeric(10,2) NOT NULL);
CREATE INDEX ON customers (nation);
CREATE INDEX ON orders (customer);
INSERT INTO nations VALUES (1, 'PERU'), (2, 'CHINA'), (3, 'KENYA');
INSERT INTO customers SELECT n, 1 + n % 3 FROM generate_series(1, 9) AS n;
INSERT INTO orders SELECT n, 1 + n % 9, n FROM generate_series(1, 30) AS n;
-- definition
CREATE STREAM TABLE placed AS
SELECT o.id, o.amount, n.name AS nation
FROM orders o, customers c, nations n
WHERE o.customer = c.id AND c.nation = n.id;
-- changes
UPDATE nations SET name = 'PRC' WHERE id = 2;
UPDATE customers SET nation = 2 WHERE id IN (3, 6);
UPDATE orders SET customer = 3, amount = amount + 1 WHERE id < 4;
DELETE FROM orders WHERE customer = 5;
DELETE FROM customers WHERE id = 5;
-- expect: placed: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on orders
-- expect-not: Seq Scan on customers
-- expect-not: Seq Scan on nations
