-- Computed columns: rows that differ in their source may be the same row here, and then count twice.
-- schema
CREATE TABLE people (id int PRIMARY KEY, name text, born date NOT NULL);
INSERT INTO people VALUES (1, 'Ann', '1990-04-01'), (2, 'ANN', '1990-07-01'), (3, NULL, '2001-01-31');
-- definition
CREATE STREAM TABLE names AS
SELECT upper(name) AS name, CASE WHEN id > 2 THEN 'young' ELSE 'old' END AS age, born + 1 AS day FROM people;
-- changes
UPDATE people SET born = '1990-04-01' WHERE id = 2;
UPDATE people SET name = coalesce(name, 'Bo');
DELETE FROM people WHERE id = 1;
-- expect: names: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on people
