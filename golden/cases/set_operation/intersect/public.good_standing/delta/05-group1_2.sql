-- join term: Δgroup1 ⋈ after(c)
-- Runs when public.members or public.payers changed.
INSERT INTO deltamill.public_good_standing__delta (
  person,
  city,
  __weight
)
SELECT
  group1_changes.person,
  c.city,
  group1_changes.__weight
FROM
  deltamill.public_good_standing__group1_changes AS group1_changes,
  public.clubs AS c
WHERE group1_changes.left_rows > 0::bigint
  AND group1_changes.right_rows > 0::bigint
  AND c.name = group1_changes.club;
