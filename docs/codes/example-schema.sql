-- The tables that the examples of these pages read.
CREATE TABLE customers (
  id int PRIMARY KEY,
  name text NOT NULL,
  country text
);
CREATE TABLE orders (
  id int PRIMARY KEY,
  customer int NOT NULL REFERENCES customers,
  amount numeric(10,2) NOT NULL,
  placed timestamptz NOT NULL,
  note json
);
CREATE MATERIALIZED VIEW yearly AS
SELECT extract(year FROM placed AT TIME ZONE 'UTC') AS year, sum(amount) AS amount FROM orders GROUP BY 1;
