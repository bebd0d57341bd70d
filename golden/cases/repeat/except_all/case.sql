-- EXCEPT ALL takes as many copies as the right has, and never more than there are.
-- schema
CREATE TABLE received (lot int, grade char(1));
CREATE TABLE used (lot int, grade char(1));
INSERT INTO received VALUES (1, 'a'), (1, 'a'), (1, 'a'), (2, NULL), (2, NULL), (3, 'c');
INSERT INTO used VALUES (1, 'a'), (2, NULL), (4, 'd'), (4, 'd');
-- definition
CREATE STREAM TABLE left_over AS
SELECT lot, grade FROM received EXCEPT ALL SELECT lot, grade FROM used;
-- changes
INSERT INTO used VALUES (1, 'a'), (2, NULL), (2, NULL), (2, NULL);
DELETE FROM used WHERE lot = 4;
INSERT INTO received VALUES (4, 'd'), (2, NULL), (2, NULL);
UPDATE received SET grade = 'b' WHERE lot = 3;
-- expect: left_over: DIFF_SAFE, refreshes by DIFF
