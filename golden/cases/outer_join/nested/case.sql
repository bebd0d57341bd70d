-- Outer joins in an outer join, and a GROUP BY above: the inner one's change is kept in a work table, for the outer one reads it several times.
-- schema
CREATE TABLE a (id int PRIMARY KEY, k int);
CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL, c_id int);
CREATE TABLE c (id int PRIMARY KEY, label text NOT NULL);
CREATE INDEX ON b (a_id);
CREATE INDEX ON b (c_id);
INSERT INTO a SELECT n, n % 3 FROM generate_series(1, 12) AS n;
INSERT INTO b SELECT n, n % 9, n % 5 FROM generate_series(1, 15) AS n;
INSERT INTO c SELECT n, 'c' || n FROM generate_series(1, 4) AS n;
-- definition
CREATE STREAM TABLE labels AS
SELECT a.k, count(*) AS n, count(c.id) AS labelled, max(c.label) AS last
FROM a
LEFT JOIN (b RIGHT JOIN c ON c.id = b.c_id) ON b.a_id = a.id
GROUP BY a.k;
-- changes
DELETE FROM c WHERE id = 2;
INSERT INTO c VALUES (9, 'c9');
UPDATE b SET a_id = a_id + 1, c_id = 9 WHERE id IN (3, 4);
DELETE FROM b WHERE a_id = 6;
UPDATE a SET k = 1 WHERE id = 5;
-- expect: labels: DIFF_SAFE, refreshes by DIFF
