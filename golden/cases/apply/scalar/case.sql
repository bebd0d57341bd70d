-- Scalar sub-queries: count(*) of nothing is 0, max of nothing is NULL; one without correlation concerns every row.
-- schema
CREATE TABLE accounts (id int PRIMARY KEY, owner text NOT NULL);
CREATE TABLE bookings (account int NOT NULL, amount numeric(10,2) NOT NULL);
CREATE INDEX ON bookings (account);
INSERT INTO accounts SELECT n, 'o' || n FROM generate_series(1, 5) AS n;
INSERT INTO bookings SELECT 1 + n % 4, n FROM generate_series(1, 12) AS n;
-- definition
CREATE STREAM TABLE statements AS
SELECT a.owner,
  (SELECT count(*) FROM bookings b WHERE b.account = a.id) AS bookings,
  (SELECT max(b.amount) FROM bookings b WHERE b.account = a.id) AS largest,
  a.id > (SELECT avg(account) FROM bookings) AS late
FROM accounts a;
-- changes
DELETE FROM bookings WHERE account = 2;
INSERT INTO bookings VALUES (5, 7), (5, 7);
UPDATE bookings SET account = 3 WHERE account = 4;
UPDATE accounts SET owner = 'new' WHERE id = 1;
-- expect: statements: DIFF_SAFE, refreshes by DIFF
