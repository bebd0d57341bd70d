-- First fill of public.priced.
INSERT INTO deltamill.public_priced__rows (
  id,
  "day",
  price,
  __row_id
)
SELECT
  q.id,
  q."day",
  q.price,
  sha256(record_send(ROW(q.id::integer, q."day"::date, q.price::numeric))) AS __row_id
FROM (
  SELECT
    s.id,
    s."day",
    p.price
  FROM
    public.sales AS s
    LEFT JOIN public.prices AS p
      ON s."day" >= p.since
        AND s."day" <= p.until
        AND p.price <= s.limit_price
) AS q (id, "day", price);
ANALYZE deltamill.public_priced__rows;
