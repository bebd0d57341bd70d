-- keyed operator: Δgroup2
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
  group2_changes.region,
  NULL::text AS product,
  1 AS level,
  group2_changes.count AS sales,
  group2_changes.sum AS amount,
  group2_changes.__weight
FROM
  deltamill.public_totals__group2_changes AS group2_changes;
