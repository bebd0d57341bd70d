-- Rows in which public.joined and its query differ; none when all is well.
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.left_missing::boolean, q.right_missing::boolean))) AS identity,
      count(*) AS copies,
      min(ROW(q.left_missing, q.right_missing)::text) AS row
    FROM (
      SELECT
        side.id IS NULL AS left_missing,
        side_2.n IS NULL AS right_missing
      FROM
        (
          SELECT
            windowed.id,
            windowed.n,
            windowed.s,
            windowed.row_number
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
        ) AS side (id, n, s, row_number)
        FULL JOIN (
          SELECT
            windowed.id,
            windowed.n,
            windowed.s,
            windowed.row_number
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
        ) AS side_2 (id, n, s, row_number)
          ON side.id = side_2.id
    ) AS q (left_missing, right_missing)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.left_missing::boolean, q.right_missing::boolean))) AS identity,
      count(*) AS copies,
      min(ROW(q.left_missing, q.right_missing)::text) AS row
    FROM (
      SELECT *
      FROM public.joined
    ) AS q (left_missing, right_missing)
    GROUP BY
      1
  )
SELECT
  CASE WHEN coalesce(e.copies, 0) > coalesce(a.copies, 0) THEN 'missing' ELSE 'unexpected' END AS side,
  abs(coalesce(e.copies, 0) - coalesce(a.copies, 0)) AS copies,
  coalesce(e.row, a.row) AS row
FROM expected AS e
FULL JOIN actual AS a
  ON e.identity = a.identity
WHERE e.copies IS DISTINCT FROM a.copies;
