-- join term: Δr ⋈ after(p)
-- Runs when public.links changed.
INSERT INTO deltamill.public_reached__outer1_left (
  n,
  id,
  name,
  __weight
)
SELECT
  recursion1_changes.n,
  p.id,
  p.name,
  recursion1_changes.__weight
FROM
  deltamill.public_reached__recursion1_changes AS recursion1_changes,
  public.parts AS p
WHERE p.id = recursion1_changes.n;
