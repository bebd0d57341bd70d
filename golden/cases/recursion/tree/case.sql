-- On top a recursive query is compared with the stored rows; below a join it is computed as of the frontier too, and just once for two mentions.
-- schema
CREATE TABLE parts (id int PRIMARY KEY, parent int, name text NOT NULL);
CREATE TABLE links (a int NOT NULL, b int NOT NULL);
INSERT INTO parts SELECT n, CASE WHEN n > 1 THEN n / 2 END, 'p' || n FROM generate_series(1, 30) AS n;
INSERT INTO links VALUES (1, 2), (2, 3), (3, 1), (3, 4), (2, 4), (5, 6);
-- definition
CREATE STREAM TABLE tree AS
WITH RECURSIVE t(id, path) AS (
  SELECT id, name FROM parts WHERE parent IS NULL
  UNION ALL
  SELECT p.id, t.path || '/' || p.name FROM parts p JOIN t ON p.parent = t.id
)
SELECT id, path FROM t;
CREATE STREAM TABLE reached AS
WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT l.b FROM links l JOIN r ON l.a = r.n)
SELECT r.n, p.name, s.n AS next FROM r JOIN parts p ON p.id = r.n LEFT JOIN r s ON s.n = r.n + 1;
-- changes
UPDATE parts SET parent = 3 WHERE id = 4;
DELETE FROM parts WHERE id = 5;
DELETE FROM links WHERE a = 1;
INSERT INTO links VALUES (1, 6), (6, 1), (6, 4);
-- expect: tree: DIFF_SAFE, refreshes by DIFF
-- expect: reached: DIFF_SAFE, refreshes by DIFF
-- expect: f(after) − f(before)
