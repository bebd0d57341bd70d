-- join term: after(a) ⋈ Δgroup1
-- Runs when public.bookings changed.
INSERT INTO deltamill.public_balances__delta (
  owner,
  balance,
  largest,
  __weight
)
SELECT
  a.owner,
  group1_changes.sum AS balance,
  group1_changes.max AS largest,
  group1_changes.__weight
FROM
  deltamill.public_balances__group1_changes AS group1_changes,
  public.accounts AS a
WHERE group1_changes.account = a.id;
