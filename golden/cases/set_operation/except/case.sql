-- EXCEPT keeps a row that stands on the left and not on the right: storage counts both.
-- schema
CREATE TABLE ordered (item int, region text);
CREATE TABLE delivered (item int, region text);
CREATE INDEX ON ordered (item);
CREATE INDEX ON delivered (item);
INSERT INTO ordered VALUES (1, 'n'), (1, 'n'), (2, NULL), (3, 's');
INSERT INTO delivered VALUES (1, 'n'), (4, 'e');
-- definition
CREATE STREAM TABLE open_items AS
SELECT item, region FROM ordered EXCEPT SELECT item, region FROM delivered;
-- changes
INSERT INTO delivered VALUES (2, NULL), (3, 'x');
DELETE FROM delivered WHERE item = 1;
DELETE FROM ordered WHERE item = 3;
-- expect: open_items: DIFF_SAFE, refreshes by DIFF
