-- A function in FROM is a flat map of the rows it takes its arguments from: only the changed rows are unfolded.
-- schema
CREATE TABLE parcels (id int PRIMARY KEY, weights int[] NOT NULL, copies int NOT NULL);
INSERT INTO parcels SELECT n, ARRAY[n, n + 1], n % 3 FROM generate_series(1, 6) AS n;
-- definition
CREATE STREAM TABLE pieces AS
SELECT p.id, w.weight, w.place, c AS copy
FROM parcels p
CROSS JOIN unnest(p.weights) WITH ORDINALITY AS w (weight, place)
CROSS JOIN generate_series(1, p.copies) AS c;
-- changes
UPDATE parcels SET weights = '{7,7,7}' WHERE id = 1;
UPDATE parcels SET copies = 0 WHERE id = 2;
DELETE FROM parcels WHERE id = 4;
INSERT INTO parcels VALUES (7, '{}', 5), (8, '{1}', 2);
-- expect: pieces: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on parcels
