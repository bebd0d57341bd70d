-- Rows that the query states itself are there from the first fill on and never change.
-- schema
CREATE TABLE tags (tag text NOT NULL);
INSERT INTO tags VALUES ('a');
-- definition
CREATE STREAM TABLE choices AS
SELECT tag FROM tags
UNION ALL
SELECT 'none';
-- changes
INSERT INTO tags VALUES ('none'), ('b');
DELETE FROM tags WHERE tag = 'a';
-- expect: choices: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on tags
