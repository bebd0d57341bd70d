-- keyed operator: Δwindow1
-- Runs when public.prices changed.
INSERT INTO deltamill.public_latest__delta (
  item,
  price,
  __weight
)
SELECT
  window1_changes.item,
  window1_changes.price,
  window1_changes.__weight
FROM
  deltamill.public_latest__window1_changes AS window1_changes;
