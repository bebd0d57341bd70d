-- Columns that PostgreSQL reads in the query of public.pieces otherwise than the compiler did; none when all is well.
-- Run by apply in a transaction that is taken back.
SET LOCAL search_path = pg_catalog, public;
CREATE VIEW deltamill.public_pieces__query (
  id,
  weight,
  place,
  copy
) AS
SELECT p.id, w.weight, w.place, c AS copy
FROM parcels p
CROSS JOIN unnest(p.weights) WITH ORDINALITY AS w (weight, place)
CROSS JOIN generate_series(1, p.copies) AS c
;
SELECT
  a.attname AS column,
  a.atttypid::regtype::text AS read,
  e.type::text AS compiled
FROM pg_catalog.pg_attribute AS a
JOIN (VALUES
  (1, to_regtype('pg_catalog.int4')),
  (2, to_regtype('pg_catalog.int4')),
  (3, to_regtype('pg_catalog.int8')),
  (4, to_regtype('pg_catalog.int4'))
) AS e (position, type)
  ON e.position = a.attnum
WHERE a.attrelid = 'deltamill.public_pieces__query'::regclass
  AND e.type IS DISTINCT FROM a.atttypid::regtype;
