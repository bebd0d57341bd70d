-- 1.50 and 1.5 are equal and look different; a sum's look depends on which of them are in it. NaN and Infinity cannot be
-- taken out of a sum again.
-- schema
CREATE TABLE samples (id int PRIMARY KEY, probe int NOT NULL, value numeric);
CREATE INDEX ON samples (probe);
INSERT INTO samples VALUES (1, 1, 1.50), (2, 1, 2), (3, 2, 'NaN'), (4, 2, 1), (5, 3, 'Infinity'), (6, 3, 0.5);
-- definition
CREATE STREAM TABLE probes AS
SELECT probe, sum(value) AS total, avg(value) AS mean FROM samples GROUP BY probe;
-- changes
UPDATE samples SET value = 1.5 WHERE id = 1;
DELETE FROM samples WHERE id IN (3, 5);
INSERT INTO samples VALUES (7, 4, 1.00), (8, 4, NULL), (9, 1, '-Infinity');
-- expect: probes: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on samples
