-- FULL refresh of public.tree: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.id,
      q.path,
      sha256(record_send(ROW(q.id::integer, q.path::text))) AS __row_id
    FROM (
      SELECT
        t.id,
        t.path
      FROM
        (
          WITH RECURSIVE t__rounds (id, path) AS (
            (
              SELECT
                parts.id,
                parts.name
              FROM
                public.parts AS parts
              WHERE parts.parent IS NULL
            )
            UNION ALL
            (
              SELECT
                p.id,
                t.path || '/'::text || p.name AS "?column?"
              FROM
                public.parts AS p,
                t__rounds AS t
              WHERE p.parent = t.id
            )
          )
          SELECT
            r.id,
            r.path
          FROM
            t__rounds AS r
        ) AS t (id, path)
    ) AS q (id, path)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_tree__rows AS s
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
      deltamill.public_tree__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_tree__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_tree__rows (
      id,
      path,
      __row_id
    )
    SELECT
      a.id,
      a.path,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.id,
        i.path,
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
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
