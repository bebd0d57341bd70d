-- Both sides stay; the column of USING is whichever of the two is there. NULL is nobody's key, and duplicates count.
-- schema
CREATE TABLE planned (day int, hours int);
CREATE TABLE worked (day int, hours int);
INSERT INTO planned VALUES (1, 8), (1, 8), (2, 4), (NULL, 1);
INSERT INTO worked VALUES (1, 7), (3, 6), (NULL, 2);
-- definition
CREATE STREAM TABLE week AS
SELECT day, p.hours AS planned, w.hours AS worked
FROM planned p
FULL JOIN worked w USING (day);
-- changes
DELETE FROM worked WHERE day = 1;
INSERT INTO worked VALUES (2, 5), (2, 6), (NULL, 3);
UPDATE planned SET day = 3 WHERE day = 2;
DELETE FROM planned WHERE day IS NULL;
-- expect: week: DIFF_SAFE, refreshes by DIFF
-- expect: Δw ▷ after(p)
