-- Rows in which public.good_standing and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.person::integer, q.city::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.person, q.city)::text) AS row
    FROM (
      SELECT i.person, c.city
FROM (SELECT person, club FROM members INTERSECT SELECT person, club FROM payers) AS i
JOIN clubs AS c ON c.name = i.club
    ) AS q (person, city)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.person::integer, q.city::text))) AS identity,
      count(*) AS copies,
      min(ROW(q.person, q.city)::text) AS row
    FROM (
      SELECT *
      FROM public.good_standing
    ) AS q (person, city)
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
