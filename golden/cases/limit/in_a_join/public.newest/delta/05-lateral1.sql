-- dependent join: Δlateral1
-- Runs when public.people or public.visits changed.
INSERT INTO deltamill.public_newest__delta (
  name,
  at,
  __weight
)
SELECT
  lateral1_changes.name,
  lateral1_changes.at,
  lateral1_changes.__weight
FROM
  deltamill.public_newest__lateral1_changes AS lateral1_changes;
