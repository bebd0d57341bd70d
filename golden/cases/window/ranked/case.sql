-- Each PARTITION BY is an operator of its own; row_number needs ties broken, rank and a frame of peers must not have them broken.
-- schema
CREATE TABLE runs (id int PRIMARY KEY, track int NOT NULL, runner text NOT NULL, seconds numeric(6,2), day date NOT NULL);
CREATE INDEX ON runs (track);
CREATE INDEX ON runs (runner);
INSERT INTO runs SELECT n, n % 3, 'r' || n % 2, 10 + n * 0.25, date '2026-01-01' + n % 5 FROM generate_series(1, 12) AS n;
-- definition
CREATE STREAM TABLE ranked AS
SELECT track, runner, seconds,
  row_number() OVER fastest AS place,
  rank() OVER fastest AS rank,
  count(*) FILTER (WHERE seconds > 11) OVER (fastest ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS near,
  sum(seconds) OVER (PARTITION BY runner ORDER BY day RANGE BETWEEN '2 days' PRECEDING AND CURRENT ROW EXCLUDE TIES) AS lately
FROM runs
WINDOW fastest AS (PARTITION BY track ORDER BY seconds DESC NULLS LAST);
-- changes
DELETE FROM runs WHERE id = 12;
INSERT INTO runs VALUES (20, 0, 'r1', 12.1, '2026-01-03'), (21, 7, 'r9', NULL, '2026-01-03');
UPDATE runs SET seconds = NULL WHERE id = 11;
UPDATE runs SET track = 2 WHERE track = 1 AND id > 5;
-- expect: ranked: ROW_ID_SENSITIVE, refreshes by DIFF
-- expect: order by seconds desc, row image
