-- UNION is DISTINCT over UNION ALL, however many branches; INTERSECT binds tighter.
-- schema
CREATE TABLE bought (customer int, city text);
CREATE TABLE asked (customer int, city varchar(20));
CREATE TABLE blocked (customer int);
INSERT INTO bought VALUES (1, 'Lima'), (1, 'Lima'), (2, NULL);
INSERT INTO asked VALUES (1, 'Lima'), (3, 'Cusco'), (2, NULL);
INSERT INTO blocked VALUES (3);
-- definition
CREATE STREAM TABLE known AS
SELECT customer, city FROM bought UNION SELECT * FROM asked UNION SELECT customer, NULL FROM asked INTERSECT SELECT customer, NULL FROM blocked;
-- changes
DELETE FROM bought WHERE city = 'Lima';
UPDATE asked SET city = 'Puno' WHERE customer = 3;
INSERT INTO blocked VALUES (1), (1);
-- expect: known: DIFF_SAFE, refreshes by DIFF
-- expect: distinct
