-- keyed operator: Δgroup3
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
  NULL::text AS region,
  NULL::text AS product,
  3 AS level,
  group3_changes.count AS sales,
  group3_changes.sum AS amount,
  group3_changes.__weight
FROM
  deltamill.public_totals__group3_changes AS group3_changes;
