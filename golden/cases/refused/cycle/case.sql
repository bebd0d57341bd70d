-- Stream tables may read one another, but none itself.
-- schema
CREATE TABLE orders (id int PRIMARY KEY);
-- definition
CREATE STREAM TABLE one AS
SELECT o.id FROM orders o JOIN two ON two.id = o.id;

CREATE STREAM TABLE two AS
SELECT id FROM one;
-- expect: error [DM1006]
