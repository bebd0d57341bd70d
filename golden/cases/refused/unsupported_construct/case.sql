-- What has no rule is refused where it stands, not approximated.
-- schema
CREATE TABLE orders (id int PRIMARY KEY, customer text, amount numeric(10,2));
-- definition
CREATE STREAM TABLE locked AS
SELECT id, customer, amount FROM orders FOR UPDATE;
-- expect: error [DM1201]
-- expect: case.sql:6:
