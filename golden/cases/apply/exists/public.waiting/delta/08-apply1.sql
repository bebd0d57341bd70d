-- dependent join: Δapply1
-- Runs when public.customers or public.orders changed.
INSERT INTO deltamill.public_waiting__delta (
  id,
  name,
  __weight
)
SELECT
  apply1_changes.id,
  apply1_changes.name,
  apply1_changes.__weight
FROM
  deltamill.public_waiting__apply1_changes AS apply1_changes
WHERE apply1_changes."exists"
  AND (NOT apply1_changes.exists_2);
