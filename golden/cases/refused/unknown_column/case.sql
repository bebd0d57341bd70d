-- A name that nothing has; what is meant is guessed for the reader, never for the query.
-- schema
CREATE TABLE orders (id int PRIMARY KEY, customer text, amount numeric(10,2));
-- definition
CREATE STREAM TABLE revenue AS
SELECT custmer, sum(amount) AS amount
FROM orders
GROUP BY custmer;
-- expect: case.sql:6:8: error [DM1102]
-- expect: custmer
