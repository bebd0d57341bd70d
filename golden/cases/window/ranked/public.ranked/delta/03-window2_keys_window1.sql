-- keys of a keyed operator: K ⊇ keys in Δwindow1
-- Runs when public.runs changed.
INSERT INTO deltamill.public_ranked__window2_keys (
  runner
)
SELECT
  window1_changes.runner
FROM
  deltamill.public_ranked__window1_changes AS window1_changes
GROUP BY
  window1_changes.runner;
