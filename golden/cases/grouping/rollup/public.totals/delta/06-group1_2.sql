-- keyed operator: Δgroup1
-- Runs when public.sales changed.
INSERT INTO deltamill.public_totals__delta (
  region,
  product,
  level,
  sales,
  amount,
  __weight
)
SELECT
  group1_changes.region,
  group1_changes.product,
  0 AS level,
  group1_changes.count AS sales,
  group1_changes.sum AS amount,
  group1_changes.__weight
FROM
  deltamill.public_totals__group1_changes AS group1_changes;
