-- First fill of public.shop_sales.
INSERT INTO deltamill.public_shop_sales__rows (
  id,
  sales,
  amount,
  __row_id
)
SELECT
  q.id,
  q.sales,
  q.amount,
  sha256(record_send(ROW(q.id::integer, q.sales::bigint, q.amount::numeric))) AS __row_id
FROM (
  SELECT
    s.id,
    per_row.count AS sales,
    per_row.sum AS amount
  FROM
    public.shops AS s,
    LATERAL (
      SELECT
        count(*) AS count,
        sum(x.amount) AS sum
      FROM
        public.sales AS x
      WHERE x.shop = s.id
        AND x.amount > s.floor::numeric
    ) AS per_row (count, sum)
) AS q (id, sales, amount);
ANALYZE deltamill.public_shop_sales__rows;
