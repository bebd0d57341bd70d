-- dependent join: Δlateral1
-- Runs when public.sales or public.shops changed.
INSERT INTO deltamill.public_shop_sales__delta (
  id,
  sales,
  amount,
  __weight
)
SELECT
  lateral1_changes.id,
  lateral1_changes.count AS sales,
  lateral1_changes.sum AS amount,
  lateral1_changes.__weight
FROM
  deltamill.public_shop_sales__lateral1_changes AS lateral1_changes;
