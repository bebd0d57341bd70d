-- dependent join: f(Δlateral1, after(S))
-- Runs when public.parcels changed.
INSERT INTO deltamill.public_pieces__lateral2_changes (
  id,
  weights,
  copies,
  w,
  ordinality,
  c,
  __weight
)
SELECT
  lateral1_changes.id,
  lateral1_changes.weights,
  lateral1_changes.copies,
  lateral1_changes.w,
  lateral1_changes.ordinality,
  per_row.c,
  lateral1_changes.__weight
FROM
  deltamill.public_pieces__lateral1_changes AS lateral1_changes,
  LATERAL (
    SELECT
      generate_series.c
    FROM
      generate_series(1, lateral1_changes.copies) AS generate_series (c)
  ) AS per_row (c);
