-- One table twice: a changed row meets changed rows and unchanged ones, on either side, itself included.
-- schema
CREATE TABLE staff (id int PRIMARY KEY, boss int, name text NOT NULL);
CREATE INDEX ON staff (boss);
INSERT INTO staff VALUES (1, NULL, 'Ann'), (2, 1, 'Bo'), (3, 1, 'Cy'), (4, 2, 'Di'), (5, 5, 'Ed');
-- definition
CREATE STREAM TABLE bosses AS
SELECT s.name, b.name AS boss FROM staff s JOIN staff b ON b.id = s.boss;
-- changes
UPDATE staff SET boss = 3, name = 'Dee' WHERE id = 4;
UPDATE staff SET boss = 5 WHERE id = 3;
DELETE FROM staff WHERE id = 5;
UPDATE staff SET name = 'Anne' WHERE id = 1;
-- expect: bosses: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on staff
