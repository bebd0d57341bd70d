-- A table as it is. It has no key: the same row may be there twice, and each copy counts.
-- schema
CREATE TABLE readings (sensor int, value numeric(8,2), note text);
INSERT INTO readings VALUES (1, 1.5, 'a'), (1, 1.5, 'a'), (2, NULL, NULL);
-- definition
CREATE STREAM TABLE latest AS
SELECT * FROM readings;
-- changes
INSERT INTO readings VALUES (1, 1.5, 'a'), (3, 7, 'b');
DELETE FROM readings WHERE sensor = 2;
UPDATE readings SET note = NULL WHERE sensor = 3;
-- expect: latest: DIFF_SAFE, refreshes by DIFF
-- expect: scan public.readings: DIFF_SAFE
-- expect: changes of a source: Δreadings
-- expect-not: Seq Scan on readings
