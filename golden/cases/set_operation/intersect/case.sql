-- INTERSECT below a join: the rows that are on both sides are found for the changed keys, before and after.
-- schema
CREATE TABLE members (person int, club text NOT NULL);
CREATE TABLE payers (person int, club text NOT NULL);
CREATE TABLE clubs (name text PRIMARY KEY, city text);
CREATE INDEX ON members (person, club);
CREATE INDEX ON payers (person, club);
INSERT INTO members VALUES (1, 'chess'), (1, 'chess'), (2, 'go'), (NULL, 'go');
INSERT INTO payers VALUES (1, 'chess'), (NULL, 'go'), (3, 'go');
INSERT INTO clubs VALUES ('chess', 'Lima'), ('go', NULL);
-- definition
CREATE STREAM TABLE good_standing AS
SELECT i.person, c.city
FROM (SELECT person, club FROM members INTERSECT SELECT person, club FROM payers) AS i
JOIN clubs AS c ON c.name = i.club;
-- changes
DELETE FROM members WHERE person = 1;
INSERT INTO payers VALUES (2, 'go');
UPDATE clubs SET city = 'Cusco' WHERE name = 'go';
DELETE FROM payers WHERE person IS NULL;
-- expect: good_standing: DIFF_SAFE, refreshes by DIFF
