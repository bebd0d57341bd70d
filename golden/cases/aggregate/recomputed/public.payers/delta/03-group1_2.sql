-- keyed operator: Δgroup1
-- Runs when public.payments changed.
INSERT INTO deltamill.public_payers__delta (
  payer,
  amounts,
  different,
  middle,
  share,
  __weight
)
SELECT
  group1_changes.payer,
  group1_changes.array_agg AS amounts,
  group1_changes.count AS different,
  group1_changes.percentile_cont AS middle,
  group1_changes.sum AS share,
  group1_changes.__weight
FROM
  deltamill.public_payers__group1_changes AS group1_changes;
