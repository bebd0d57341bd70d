-- NOT IN is true for no row as soon as the sub-query gives a NULL, and for all again when that goes.
-- schema
CREATE TABLE people (id int PRIMARY KEY, city text);
CREATE TABLE closed (city text);
INSERT INTO people VALUES (1, 'Bern'), (2, 'Rome'), (3, NULL), (4, 'Oslo');
INSERT INTO closed VALUES ('Rome'), (NULL);
-- definition
CREATE STREAM TABLE open_cities AS
SELECT id, city FROM people WHERE city NOT IN (SELECT city FROM closed);
-- changes
DELETE FROM closed WHERE city IS NULL;
INSERT INTO closed VALUES ('Oslo'), ('Oslo');
UPDATE people SET city = 'Rome' WHERE id = 1;
INSERT INTO people VALUES (5, 'Wien');
-- expect: open_cities: DIFF_SAFE, refreshes by DIFF
