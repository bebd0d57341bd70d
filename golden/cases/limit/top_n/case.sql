-- LIMIT on top: the ten rows are computed anew and compared with the stored ones; ties are broken by the row image, peers of the last row stay WITH TIES.
-- schema
CREATE TABLE bids (id int PRIMARY KEY, lot int NOT NULL, amount numeric(8,2), bidder text NOT NULL);
CREATE INDEX ON bids (amount DESC NULLS LAST);
INSERT INTO bids SELECT n, n % 4, (n % 9) * 1.5, 'b' || n % 5 FROM generate_series(1, 40) AS n;
-- definition
CREATE STREAM TABLE highest AS SELECT bidder, amount FROM bids ORDER BY amount DESC NULLS LAST LIMIT 10 OFFSET 2;
CREATE STREAM TABLE podium AS SELECT lot, sum(amount) AS amount FROM bids GROUP BY lot ORDER BY amount DESC FETCH FIRST 2 ROWS WITH TIES;
-- changes
DELETE FROM bids WHERE amount = 12;
INSERT INTO bids VALUES (90, 1, 99, 'b9'), (91, 2, NULL, 'b9'), (92, 2, 99, 'b9');
UPDATE bids SET amount = 0 WHERE lot = 3;
-- expect: highest: ROW_ID_SENSITIVE, refreshes by DIFF
-- expect: f(after) − stored
-- expect: WHERE windowed.row_number > 2::bigint
