-- A limit below other operators has to know its rows before the change: both sides of the join change at once.
-- schema
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE visits (id int PRIMARY KEY, person int NOT NULL, at timestamp NOT NULL);
CREATE INDEX ON visits (person);
INSERT INTO people SELECT n, 'p' || n FROM generate_series(1, 6) AS n;
INSERT INTO visits SELECT n, 1 + n % 6, timestamp '2026-01-01' + n * interval '1 hour' FROM generate_series(1, 30) AS n;
-- definition
CREATE STREAM TABLE recent AS
SELECT p.name, v.at FROM people p LEFT JOIN (SELECT person, at FROM visits ORDER BY at DESC, id LIMIT 4) v ON v.person = p.id;
CREATE STREAM TABLE newest AS
SELECT p.name, v.at FROM people p CROSS JOIN LATERAL (SELECT at FROM visits WHERE person = p.id ORDER BY at DESC LIMIT 2) v;
-- changes
DELETE FROM visits WHERE id IN (30, 17);
UPDATE people SET name = 'P4' WHERE id = 4;
INSERT INTO visits VALUES (50, 4, '2027-01-01'), (51, 4, '2027-01-01');
-- expect: recent: DIFF_SAFE, refreshes by DIFF
-- expect: f(after where key ∈ K) − f(before where key ∈ K)
