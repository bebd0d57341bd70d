-- keyed operator: Δgroup1
-- Runs when public.received or public.used changed.
INSERT INTO deltamill.public_left_over__delta (
  lot,
  grade,
  __weight
)
SELECT
  group1_changes.lot,
  group1_changes.grade,
  group1_changes.__weight * (group1_changes.left_rows - group1_changes.right_rows) AS __weight
FROM
  deltamill.public_left_over__group1_changes AS group1_changes
WHERE (group1_changes.left_rows - group1_changes.right_rows) > 0::bigint;
