-- DISTINCT ON keeps the first row of each key; only keys that changed are looked at, and of them only the rows that stay are compared.
-- schema
CREATE TABLE prices (item int NOT NULL, day date NOT NULL, price numeric(8,2) NOT NULL, PRIMARY KEY (item, day));
INSERT INTO prices SELECT n % 5, date '2026-01-01' + n, n * 0.5 FROM generate_series(1, 30) AS n;
-- definition
CREATE STREAM TABLE latest AS SELECT DISTINCT ON (item) item, price FROM prices ORDER BY item, day DESC;
-- changes
DELETE FROM prices WHERE day > '2026-01-28';
INSERT INTO prices VALUES (1, '2027-01-01', 7), (9, '2027-01-01', 8);
UPDATE prices SET item = 4 WHERE item = 2 AND day < '2026-01-10';
-- expect: latest: DIFF_SAFE, refreshes by DIFF
-- expect: window functions row_number (order by item, day desc) partitioned by item: DIFF_SAFE
