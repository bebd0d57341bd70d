-- First fill of public.pieces.
INSERT INTO deltamill.public_pieces__rows (
  id,
  weight,
  place,
  copy,
  __row_id
)
SELECT
  q.id,
  q.weight,
  q.place,
  q.copy,
  sha256(record_send(ROW(q.id::integer, q.weight::integer, q.place::bigint, q.copy::integer))) AS __row_id
FROM (
  SELECT
    p.id,
    per_row.w AS weight,
    per_row.ordinality AS place,
    per_row_2.c AS copy
  FROM
    public.parcels AS p,
    LATERAL (
      SELECT
        unnest.w,
        unnest.ordinality
      FROM
        unnest(p.weights) WITH ORDINALITY AS unnest (w, ordinality)
    ) AS per_row (w, ordinality),
    LATERAL (
      SELECT
        generate_series.c
      FROM
        generate_series(1, p.copies) AS generate_series (c)
    ) AS per_row_2 (c)
) AS q (id, weight, place, copy);
ANALYZE deltamill.public_pieces__rows;
