-- A condition that is NULL lets no row through, and a row may cross the condition in both directions.
-- schema
CREATE TABLE orders (id int PRIMARY KEY, amount numeric(10,2), status text);
INSERT INTO orders VALUES (1, 5, 'open'), (2, 50, 'open'), (3, NULL, 'open'), (4, 80, NULL);
-- definition
CREATE STREAM TABLE large AS
SELECT id, amount FROM orders WHERE amount > 20 AND status <> 'void';
-- changes
UPDATE orders SET amount = amount + 30 WHERE id = 1;
UPDATE orders SET status = 'void' WHERE id = 2;
UPDATE orders SET amount = 21 WHERE id = 3;
UPDATE orders SET status = 'open' WHERE id = 4;
-- expect: large: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on orders
