-- Rows in which public.names and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.age::text, q."day"::date))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.age, q."day")::text) AS row
    FROM (
      SELECT upper(name) AS name, CASE WHEN id > 2 THEN 'young' ELSE 'old' END AS age, born + 1 AS day FROM people
    ) AS q (name, age, "day")
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.name::text, q.age::text, q."day"::date))) AS identity,
      count(*) AS copies,
      min(ROW(q.name, q.age, q."day")::text) AS row
    FROM (
      SELECT *
      FROM public.names
    ) AS q (name, age, "day")
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
