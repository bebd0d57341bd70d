-- A partitioned table: a statement fires the triggers of the table it names, so every table of the tree has them.
-- schema
CREATE TABLE readings (sensor int NOT NULL, day int NOT NULL, value int, PRIMARY KEY (sensor, day)) PARTITION BY RANGE (day);
CREATE TABLE readings_old PARTITION OF readings FOR VALUES FROM (0) TO (10);
CREATE TABLE readings_new PARTITION OF readings FOR VALUES FROM (10) TO (20);
INSERT INTO readings SELECT n % 3, n, n * n FROM generate_series(1, 15) AS n;
-- definition
CREATE STREAM TABLE sensors AS
SELECT sensor, count(*) AS days, sum(value) AS total FROM readings GROUP BY sensor;
-- changes
INSERT INTO readings VALUES (1, 17, 5);
UPDATE readings SET day = 18 WHERE day = 3;
DELETE FROM readings_old WHERE day < 2;
INSERT INTO readings_new VALUES (7, 19, 1);
-- expect: sensors: DIFF_SAFE, refreshes by DIFF
-- expect: FOR EACH STATEMENT EXECUTE FUNCTION deltamill.public_readings__capture_%s(%L, %L)
-- expect: "tree": true
-- expect-not: CREATE OR REPLACE TRIGGER deltamill_capture_insert
