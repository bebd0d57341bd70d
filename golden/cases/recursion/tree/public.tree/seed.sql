-- First fill of public.tree.
INSERT INTO deltamill.public_tree__rows (
  id,
  path,
  __row_id
)
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
) AS q (id, path);
ANALYZE deltamill.public_tree__rows;
