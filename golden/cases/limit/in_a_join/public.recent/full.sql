-- FULL refresh of public.recent: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.name,
      q.at,
      sha256(record_send(ROW(q.name::text, q.at::timestamp without time zone))) AS __row_id
    FROM (
      SELECT
        p.name,
        windowed.at
      FROM
        public.people AS p
        LEFT JOIN (
          SELECT
            ordered.person,
            ordered.at,
            ordered.id,
            row_number() OVER (ORDER BY ordered.at DESC, ordered.id) AS row_number
          FROM (
            SELECT
              visits.person,
              visits.at,
              visits.id
            FROM
              public.visits AS visits
          ) AS ordered
        ) AS windowed (person, at, id, row_number)
          ON windowed.person = p.id
            AND windowed.row_number <= 4::bigint
    ) AS q (name, at)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_recent__rows AS s
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
      deltamill.public_recent__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_recent__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_recent__rows (
      name,
      at,
      __row_id
    )
    SELECT
      a.name,
      a.at,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.name,
        i.at,
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
  window1_changes_cleared AS (
    DELETE FROM deltamill.public_recent__window1_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_recent__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
