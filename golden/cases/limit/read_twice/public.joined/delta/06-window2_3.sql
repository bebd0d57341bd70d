-- outer join: Δwindow2 ▷ after(window(items))
-- Runs when public.items changed.
INSERT INTO deltamill.public_joined__delta (
  left_missing,
  right_missing,
  __weight
)
SELECT
  NULL::integer IS NULL AS left_missing,
  window2_changes.n IS NULL AS right_missing,
  window2_changes.__weight
FROM
  deltamill.public_joined__window2_changes AS window2_changes
  LEFT JOIN (
    SELECT
      windowed.id,
      true AS present
    FROM
      (
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
    WHERE windowed.row_number <= 5::bigint
  ) AS side (id, present)
    ON side.id = window2_changes.id
WHERE side.present IS NULL;
