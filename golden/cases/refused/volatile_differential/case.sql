-- What gives another value at each call has no delta; who asks for DIFF is told, not given FULL.
-- schema
CREATE TABLE orders (id int PRIMARY KEY, amount numeric(10,2));
-- definition
CREATE STREAM TABLE lottery WITH (refresh = 'differential') AS
SELECT id, random() AS ticket FROM orders;
-- expect: random() is volatile
-- expect: error [DM1303]
