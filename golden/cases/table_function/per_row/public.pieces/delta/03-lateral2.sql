-- dependent join: Δlateral2
-- Runs when public.parcels changed.
INSERT INTO deltamill.public_pieces__delta (
  id,
  weight,
  place,
  copy,
  __weight
)
SELECT
  lateral2_changes.id,
  lateral2_changes.w AS weight,
  lateral2_changes.ordinality AS place,
  lateral2_changes.c AS copy,
  lateral2_changes.__weight
FROM
  deltamill.public_pieces__lateral2_changes AS lateral2_changes;
