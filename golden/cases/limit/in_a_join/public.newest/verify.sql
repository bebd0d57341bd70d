-- Rows in which public.newest and its query differ; none when all is well.
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.at::timestamp without time zone))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.at)::text) AS row
    FROM (
      SELECT
        p.name,
        per_row.at
      FROM
        public.people AS p,
        LATERAL (
          SELECT
            windowed.at
          FROM
            (
              SELECT
                ordered.at,
                row_number() OVER (ORDER BY ordered.at DESC, sha256(record_send(ROW(ordered.at)))) AS row_number
              FROM (
                SELECT
                  visits.at
                FROM
                  public.visits AS visits
                WHERE visits.person = p.id
              ) AS ordered
            ) AS windowed (at, row_number)
          WHERE windowed.row_number <= 2::bigint
        ) AS per_row (at)
    ) AS q (name, at)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.at::timestamp without time zone))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.at)::text) AS row
    FROM (
      SELECT *
      FROM public.newest
    ) AS q (name, at)
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
