-- DISTINCT counts how often each row is there: it goes with its last copy, and NULLs are equal.
-- schema
CREATE TABLE visits (id int PRIMARY KEY, page text, country text NOT NULL);
CREATE INDEX ON visits (page, country);
INSERT INTO visits VALUES (1, 'a', 'PE'), (2, 'a', 'PE'), (3, NULL, 'PE'), (4, NULL, 'PE'), (5, 'b', 'CN');
-- definition
CREATE STREAM TABLE seen AS
SELECT DISTINCT page, country FROM visits;
-- changes
DELETE FROM visits WHERE id IN (1, 3, 4);
UPDATE visits SET page = NULL WHERE id = 5;
INSERT INTO visits VALUES (6, 'a', 'PE'), (7, 'a', 'CN');
-- expect: seen: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on visits
