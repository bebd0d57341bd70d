-- Rows in which public.probes and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.probe::integer, q.total::numeric, q.mean::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.probe, q.total, q.mean)::text) AS row
    FROM (
      SELECT probe, sum(value) AS total, avg(value) AS mean FROM samples GROUP BY probe
    ) AS q (probe, total, mean)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.probe::integer, q.total::numeric, q.mean::numeric))) AS identity,
      count(*) AS copies,
      min(ROW(q.probe, q.total, q.mean)::text) AS row
    FROM (
      SELECT *
      FROM public.probes
    ) AS q (probe, total, mean)
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
