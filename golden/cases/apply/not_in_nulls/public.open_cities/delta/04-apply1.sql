-- dependent join: Δapply1
-- Runs when public.closed or public.people changed.
INSERT INTO deltamill.public_open_cities__delta (
  id,
  city,
  __weight
)
SELECT
  apply1_changes.id,
  apply1_changes.city,
  apply1_changes.__weight
FROM
  deltamill.public_open_cities__apply1_changes AS apply1_changes
WHERE apply1_changes."all";
