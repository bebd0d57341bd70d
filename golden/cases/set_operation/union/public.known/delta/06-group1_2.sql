-- keyed operator: Δgroup1
-- Runs when public.asked or public.blocked changed.
INSERT INTO deltamill.public_known__delta (
  customer,
  city,
  __count
)
SELECT
  group1_changes.customer,
  group1_changes."?column?" AS city,
  sum(group1_changes.__weight)::bigint AS __count
FROM
  deltamill.public_known__group1_changes AS group1_changes
WHERE group1_changes.left_rows > 0::bigint
  AND group1_changes.right_rows > 0::bigint
GROUP BY
  group1_changes.customer,
  group1_changes."?column?";
