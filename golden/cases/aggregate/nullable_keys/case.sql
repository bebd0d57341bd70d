-- NULL is a group of its own, and = does not find it.
-- schema
CREATE TABLE visits (page text, country text, seconds int);
CREATE INDEX ON visits (page, country);
INSERT INTO visits VALUES ('a', 'PE', 1), ('a', NULL, 2), (NULL, NULL, 3), (NULL, 'PE', 4), ('a', NULL, 5);
-- definition
CREATE STREAM TABLE pages AS
SELECT page, country, count(*) AS visits, max(seconds) AS longest FROM visits GROUP BY page, country;
-- changes
UPDATE visits SET country = NULL WHERE country = 'PE' AND page IS NULL;
DELETE FROM visits WHERE seconds = 5;
INSERT INTO visits VALUES (NULL, 'CN', 9), ('a', 'PE', NULL);
-- expect: pages: DIFF_SAFE, refreshes by DIFF
