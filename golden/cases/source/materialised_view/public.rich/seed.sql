-- First fill of public.rich.
INSERT INTO deltamill.public_rich__rows (
  account,
  cents,
  __row_id
)
SELECT
  q.account,
  q.cents,
  sha256(record_send(ROW(q.account::integer, q.cents::numeric))) AS __row_id
FROM (
  SELECT
    sums.account,
    sums.cents
  FROM
    public.sums AS sums
  WHERE sums.cents > 100::numeric
) AS q (account, cents);
ANALYZE deltamill.public_rich__rows;
