-- outer join: Δwindow1 ⟕ after(window(items))
-- Runs when public.items changed.
INSERT INTO deltamill.public_joined__delta (
  left_missing,
  right_missing,
  __weight
)
SELECT
  window1_changes.id IS NULL AS left_missing,
  windowed.n IS NULL AS right_missing,
  window1_changes.__weight
FROM
  deltamill.public_joined__window1_changes AS window1_changes
  LEFT JOIN (
    SELECT
      ordered.id,
      ordered.n,
      ordered.s,
      row_number() OVER (ORDER BY ordered.s, sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
    FROM (
      SELECT
        items.id,
        items.n,
        items.s
      FROM
        public.items AS items
    ) AS ordered
  ) AS windowed (id, n, s, row_number)
    ON window1_changes.id = windowed.id
      AND windowed.row_number <= 5::bigint;
