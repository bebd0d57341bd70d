-- rows of a dependent join: rows of before(X) that Δwindow(items) can matter to
-- Runs when public.items changed.
INSERT INTO deltamill.public_found__apply1_1_rows (
  id,
  n,
  s,
  row_number,
  __weight
)
SELECT
  windowed.id,
  windowed.n,
  windowed.s,
  windowed.row_number,
  1::bigint AS __weight
FROM
  (
    SELECT
      apply1_1_keys.key1
    FROM
      deltamill.public_found__apply1_1_keys AS apply1_1_keys
    GROUP BY
      apply1_1_keys.key1
  ) AS grouped (key1),
  (
    SELECT
      ordered.id,
      ordered.n,
      ordered.s,
      row_number() OVER (PARTITION BY ordered.s ORDER BY sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
    FROM (
      SELECT
        items.id,
        items.n,
        items.s
      FROM
        public.items AS items
    ) AS ordered
  ) AS windowed (id, n, s, row_number)
WHERE grouped.key1 = windowed.id
  AND windowed.row_number <= 1::bigint
UNION ALL
SELECT
  window1_changes.id,
  window1_changes.n,
  window1_changes.s,
  window1_changes.row_number,
  -window1_changes.__weight AS __weight
FROM
  (
    SELECT
      apply1_1_keys.key1
    FROM
      deltamill.public_found__apply1_1_keys AS apply1_1_keys
    GROUP BY
      apply1_1_keys.key1
  ) AS grouped (key1),
  deltamill.public_found__window1_changes AS window1_changes
WHERE grouped.key1 = window1_changes.id;
