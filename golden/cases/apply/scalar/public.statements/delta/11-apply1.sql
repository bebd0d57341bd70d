-- dependent join: Δapply1
-- Runs when public.accounts or public.bookings changed.
INSERT INTO deltamill.public_statements__delta (
  owner,
  bookings,
  largest,
  late,
  __weight
)
SELECT
  apply1_changes.owner,
  apply1_changes.scalar AS bookings,
  apply1_changes.scalar_2 AS largest,
  apply1_changes.id::numeric > apply1_changes.scalar_3 AS late,
  apply1_changes.__weight
FROM
  deltamill.public_statements__apply1_changes AS apply1_changes;
