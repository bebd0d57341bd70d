-- Duplicates stay, from either branch.
-- schema
CREATE TABLE incoming (item text, quantity int);
CREATE TABLE outgoing (item text, quantity int);
INSERT INTO incoming VALUES ('bolt', 5), ('nut', 7);
INSERT INTO outgoing VALUES ('bolt', 5);
-- definition
CREATE STREAM TABLE movements AS
SELECT item, quantity FROM incoming
UNION ALL
SELECT item, -quantity FROM outgoing WHERE quantity <> 0;
-- changes
INSERT INTO incoming VALUES ('nut', 7), (NULL, 1);
INSERT INTO outgoing VALUES ('nut', -7), ('bolt', 0);
DELETE FROM outgoing WHERE item = 'bolt';
-- expect: movements: DIFF_SAFE, refreshes by DIFF
-- expect-not: Seq Scan on incoming
-- expect-not: Seq Scan on outgoing
