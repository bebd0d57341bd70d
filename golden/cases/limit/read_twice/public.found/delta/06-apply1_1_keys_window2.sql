-- keys of a dependent join: K ⊇ keys in Δwindow2
-- Runs when public.items changed.
INSERT INTO deltamill.public_found__apply1_1_keys (
  key1
)
SELECT
  window2_changes.id AS key1
FROM
  deltamill.public_found__window2_changes AS window2_changes
GROUP BY
  window2_changes.id;
