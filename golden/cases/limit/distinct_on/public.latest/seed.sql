-- First fill of public.latest.
INSERT INTO deltamill.public_latest__rows (
  item,
  price,
  __row_id
)
SELECT
  q.item,
  q.price,
  sha256(record_send(ROW(q.item::integer, q.price::numeric(8,2)))) AS __row_id
FROM (
  SELECT
    windowed.item,
    windowed.price
  FROM
    (
      SELECT
        ordered.item,
        ordered.price,
        ordered."day",
        row_number() OVER (PARTITION BY ordered.item ORDER BY ordered.item, ordered."day" DESC) AS row_number
      FROM (
        SELECT
          prices.item,
          prices.price,
          prices."day"
        FROM
          public.prices AS prices
      ) AS ordered
    ) AS windowed (item, price, "day", row_number)
  WHERE windowed.row_number <= 1::bigint
) AS q (item, price);
ANALYZE deltamill.public_latest__rows;
