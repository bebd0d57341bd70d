-- FULL refresh of public.pieces: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.id,
      q.weight,
      q.place,
      q.copy,
      sha256(record_send(ROW(q.id::integer, q.weight::integer, q.place::bigint, q.copy::integer))) AS __row_id
    FROM (
      SELECT
        p.id,
        per_row.w AS weight,
        per_row.ordinality AS place,
        per_row_2.c AS copy
      FROM
        public.parcels AS p,
        LATERAL (
          SELECT
            unnest.w,
            unnest.ordinality
          FROM
            unnest(p.weights) WITH ORDINALITY AS unnest (w, ordinality)
        ) AS per_row (w, ordinality),
        LATERAL (
          SELECT
            generate_series.c
          FROM
            generate_series(1, p.copies) AS generate_series (c)
        ) AS per_row_2 (c)
    ) AS q (id, weight, place, copy)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_pieces__rows AS s
    ) AS z
    GROUP BY
      z.__row_id
    HAVING sum(z.copies) <> 0
  ),
  doomed AS (
    -- stored copies of rows that left, counted
    SELECT
      s.ctid,
      row_number() OVER (PARTITION BY s.__row_id) AS copy,
      -n.__weight AS copies
    FROM
      net AS n,
      deltamill.public_pieces__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_pieces__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_pieces__rows (
      id,
      weight,
      place,
      copy,
      __row_id
    )
    SELECT
      a.id,
      a.weight,
      a.place,
      a.copy,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.id,
        i.weight,
        i.place,
        i.copy,
        i.__row_id,
        n.__weight
      FROM
        net AS n,
        incoming AS i
      WHERE n.__weight > 0
        AND i.__row_id = n.__row_id
    ) AS a
    CROSS JOIN generate_series(1, a.__weight)
    RETURNING 1
  ),
  lateral1_changes_cleared AS (
    DELETE FROM deltamill.public_pieces__lateral1_changes
    RETURNING 1
  ),
  lateral2_changes_cleared AS (
    DELETE FROM deltamill.public_pieces__lateral2_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_pieces__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
