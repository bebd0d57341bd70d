-- dependent join: Δapply1
-- Runs when public.items changed.
INSERT INTO deltamill.public_found__delta (
  s,
  found,
  __weight
)
SELECT
  apply1_changes.s,
  apply1_changes."any" AS found,
  apply1_changes.__weight
FROM
  deltamill.public_found__apply1_changes AS apply1_changes;
