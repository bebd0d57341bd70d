-- Rows in which public.sensors and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.sensor::integer, q.days::bigint, q.total::bigint))) AS identity,
      count(*) AS copies,
      min(ROW(q.sensor, q.days, q.total)::text) AS row
    FROM (
      SELECT sensor, count(*) AS days, sum(value) AS total FROM readings GROUP BY sensor
    ) AS q (sensor, days, total)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.sensor::integer, q.days::bigint, q.total::bigint))) AS identity,
      count(*) AS copies,
      min(ROW(q.sensor, q.days, q.total)::text) AS row
    FROM (
      SELECT *
      FROM public.sensors
    ) AS q (sensor, days, total)
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
