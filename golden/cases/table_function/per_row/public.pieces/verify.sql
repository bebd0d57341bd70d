-- Rows in which public.pieces and its query differ; none when all is well.
SET LOCAL search_path = pg_catalog, public;
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.weight::integer, q.place::bigint, q.copy::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.weight, q.place, q.copy)::text) AS row
    FROM (
      SELECT p.id, w.weight, w.place, c AS copy
FROM parcels p
CROSS JOIN unnest(p.weights) WITH ORDINALITY AS w (weight, place)
CROSS JOIN generate_series(1, p.copies) AS c
    ) AS q (id, weight, place, copy)
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.id::integer, q.weight::integer, q.place::bigint, q.copy::integer))) AS identity,
      count(*) AS copies,
      min(ROW(q.id, q.weight, q.place, q.copy)::text) AS row
    FROM (
      SELECT *
      FROM public.pieces
    ) AS q (id, weight, place, copy)
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
