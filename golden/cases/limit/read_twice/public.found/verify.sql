-- Rows in which public.found and its query differ; none when all is well.
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.s::text, q.found::boolean))) AS identity,
      count(*) AS copies,
      min(ROW(q.s, q.found)::text) AS row
    FROM (
      SELECT
        windowed.s,
        windowed.id = ANY (
          SELECT
            windowed_2.id
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
            ) AS windowed_2 (id, n, s, row_number)
          WHERE windowed_2.row_number <= 1::bigint
            AND windowed_2.n < 100
        ) AS found
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
    ) AS q (s, found)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.s::text, q.found::boolean))) AS identity,
      count(*) AS copies,
      min(ROW(q.s, q.found)::text) AS row
    FROM (
      SELECT *
      FROM public.found
    ) AS q (s, found)
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
