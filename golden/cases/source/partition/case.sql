-- A partition as a source: statements on its parent fire none of its statement triggers, so it gets row triggers.
-- schema
CREATE TABLE readings (sensor int NOT NULL, day int NOT NULL, value int) PARTITION BY RANGE (day);
CREATE TABLE readings_old PARTITION OF readings FOR VALUES FROM (0) TO (10);
CREATE TABLE readings_new PARTITION OF readings FOR VALUES FROM (10) TO (20);
INSERT INTO readings SELECT n % 3, n, n * n FROM generate_series(1, 15) AS n;
-- definition
CREATE STREAM TABLE recent AS
SELECT sensor, day, value FROM readings_new WHERE value > 100;
-- changes
INSERT INTO readings VALUES (1, 17, 500), (1, 7, 500);
UPDATE readings SET day = 18 WHERE day = 9;
UPDATE readings SET value = 1000 WHERE day = 18;
INSERT INTO readings_new VALUES (7, 19, 1);
UPDATE readings SET day = 5 WHERE day = 12;
-- expect: recent: DIFF_SAFE, refreshes by DIFF
-- expect: FOR EACH ROW EXECUTE FUNCTION deltamill.public_readings_new__capture_row()
