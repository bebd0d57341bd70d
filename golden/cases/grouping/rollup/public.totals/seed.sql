-- First fill of public.totals.
INSERT INTO deltamill.public_totals__rows (
  region,
  product,
  level,
  sales,
  amount,
  __row_id
)
SELECT
  q.region,
  q.product,
  q.level,
  q.sales,
  q.amount,
  sha256(record_send(ROW(q.region::text, q.product::text, q.level::integer, q.sales::bigint, q.amount::numeric))) AS __row_id
FROM (
  SELECT
    branches.region,
    branches.product,
    branches."grouping" AS level,
    branches.count AS sales,
    branches.sum AS amount
  FROM
    (
      SELECT
        sales.region,
        sales.product,
        0 AS "grouping",
        count(*) AS count,
        sum(sales.amount) AS sum
      FROM
        public.sales AS sales
      GROUP BY
        sales.region,
        sales.product
      UNION ALL
      SELECT
        sales.region,
        NULL::text AS product,
        1 AS "grouping",
        count(*) AS count,
        sum(sales.amount) AS sum
      FROM
        public.sales AS sales
      GROUP BY
        sales.region
      UNION ALL
      SELECT
        NULL::text AS region,
        NULL::text AS product,
        3 AS "grouping",
        count(*) AS count,
        sum(sales.amount) AS sum
      FROM
        public.sales AS sales
    ) AS branches (region, product, "grouping", count, sum)
) AS q (region, product, level, sales, amount);
ANALYZE deltamill.public_totals__rows;
