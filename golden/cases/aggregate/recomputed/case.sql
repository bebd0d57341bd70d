-- No state tells a list without one of its values: a changed group is computed from all its rows, before and after.
-- schema
CREATE TABLE payments (id int PRIMARY KEY, payer text NOT NULL, amount numeric(10,2), share double precision);
INSERT INTO payments VALUES (1, 'ada', 10, 0.1), (2, 'ada', 20, 0.2), (3, 'bob', NULL, NULL);
-- definition
CREATE STREAM TABLE payers AS
SELECT
  payer,
  array_agg(amount ORDER BY amount DESC NULLS LAST) AS amounts,
  count(DISTINCT amount) AS different,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FILTER (WHERE amount > 5) AS middle,
  sum(share) AS share
FROM payments
GROUP BY payer;
-- changes
UPDATE payments SET payer = 'bob' WHERE id = 2;
INSERT INTO payments VALUES (4, 'bob', 20, '-0'), (5, 'cid', NULL, NULL);
-- expect: payers: ROW_ID_SENSITIVE, refreshes by DIFF
