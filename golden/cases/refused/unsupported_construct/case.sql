-- What has no rule yet is refused where it stands, not approximated.
-- schema
CREATE TABLE orders (id int PRIMARY KEY, customer text, amount numeric(10,2));
-- definition
CREATE STREAM TABLE ranked AS
SELECT id, rank() OVER (PARTITION BY customer ORDER BY amount) AS place FROM orders;
-- expect: error [DM1201]
-- expect: case.sql:6:
