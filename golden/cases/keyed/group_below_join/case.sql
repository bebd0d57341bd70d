-- A GROUP BY under a join is computed for the changed groups only, as they are after the changes and as they were before.
-- schema
CREATE TABLE accounts (id int PRIMARY KEY, owner text NOT NULL);
CREATE TABLE bookings (id int PRIMARY KEY, account int NOT NULL, amount numeric(10,2) NOT NULL);
CREATE INDEX ON bookings (account);
INSERT INTO accounts SELECT n, 'o' || n FROM generate_series(1, 6) AS n;
INSERT INTO bookings SELECT n, 1 + n % 6, n FROM generate_series(1, 24) AS n;
-- definition
CREATE STREAM TABLE balances AS
SELECT a.owner, b.balance, b.largest
FROM accounts a
JOIN (SELECT account, sum(amount) AS balance, max(amount) AS largest FROM bookings GROUP BY account) b ON b.account = a.id;
-- changes
UPDATE bookings SET account = 2 WHERE id IN (3, 9);
DELETE FROM bookings WHERE account = 5;
UPDATE accounts SET owner = 'new' WHERE id IN (2, 4);
DELETE FROM accounts WHERE id = 1;
-- expect: balances: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on bookings
-- expect-not: Seq Scan on accounts
