-- outer join: before(window(items)) ⋈ Δwindow2
-- Runs when public.items changed.
INSERT INTO deltamill.public_joined__delta (
  left_missing,
  right_missing,
  __weight
)
SELECT
  branches.id_2 IS NULL AS left_missing,
  branches.n IS NULL AS right_missing,
  branches.__weight
FROM
  (
    SELECT
      window2_changes.id,
      window2_changes.n,
      window2_changes.s,
      window2_changes.row_number,
      windowed.id AS id_2,
      windowed.n AS n_2,
      windowed.s AS s_2,
      windowed.row_number AS row_number_2,
      window2_changes.__weight
    FROM
      deltamill.public_joined__window2_changes AS window2_changes,
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
      AND windowed.id = window2_changes.id
    UNION ALL
    SELECT
      window2_changes.id,
      window2_changes.n,
      window2_changes.s,
      window2_changes.row_number,
      window1_changes.id AS id_2,
      window1_changes.n AS n_2,
      window1_changes.s AS s_2,
      window1_changes.row_number AS row_number_2,
      -(window2_changes.__weight * window1_changes.__weight) AS __weight
    FROM
      deltamill.public_joined__window2_changes AS window2_changes,
      deltamill.public_joined__window1_changes AS window1_changes
    WHERE window1_changes.id = window2_changes.id
  ) AS branches (id, n, s, row_number, id_2, n_2, s_2, row_number_2, __weight);
