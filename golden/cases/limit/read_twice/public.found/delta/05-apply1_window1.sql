-- dependent join: f(Δwindow1, after(S))
-- Runs when public.items changed.
INSERT INTO deltamill.public_found__apply1_changes (
  id,
  n,
  s,
  row_number,
  "any",
  __weight
)
SELECT
  window1_changes.id,
  window1_changes.n,
  window1_changes.s,
  window1_changes.row_number,
  window1_changes.id = ANY (
    SELECT
      windowed.id
    FROM
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
    WHERE windowed.row_number <= 1::bigint
      AND windowed.n < 100
  ) AS "any",
  window1_changes.__weight
FROM
  deltamill.public_found__window1_changes AS window1_changes;
