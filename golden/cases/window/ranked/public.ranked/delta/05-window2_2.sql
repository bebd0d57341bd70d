-- keyed operator: Δwindow2
-- Runs when public.runs changed.
INSERT INTO deltamill.public_ranked__delta (
  track,
  runner,
  seconds,
  place,
  rank,
  near,
  lately,
  __weight
)
SELECT
  window2_changes.track,
  window2_changes.runner,
  window2_changes.seconds,
  window2_changes.row_number AS place,
  window2_changes.rank,
  window2_changes.count AS near,
  window2_changes.sum AS lately,
  window2_changes.__weight
FROM
  deltamill.public_ranked__window2_changes AS window2_changes;
