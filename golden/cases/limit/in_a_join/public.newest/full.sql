-- FULL refresh of public.newest: storage becomes what the query gives, touching only rows that differ.
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
        per_row.at
      FROM
        public.people AS p,
        LATERAL (
          SELECT
            windowed.at
          FROM
            (
              SELECT
                ordered.at,
                row_number() OVER (ORDER BY ordered.at DESC, sha256(record_send(ROW(ordered.at)))) AS row_number
              FROM (
                SELECT
                  visits.at
                FROM
                  public.visits AS visits
                WHERE visits.person = p.id
              ) AS ordered
            ) AS windowed (at, row_number)
          WHERE windowed.row_number <= 2::bigint
        ) AS per_row (at)
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
      SELECT s.__row_id, -1 FROM deltamill.public_newest__rows AS s
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
      deltamill.public_newest__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_newest__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_newest__rows (
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
  lateral1_changes_cleared AS (
    DELETE FROM deltamill.public_newest__lateral1_changes
    RETURNING 1
  ),
  lateral1_1_rows_cleared AS (
    DELETE FROM deltamill.public_newest__lateral1_1_rows
    RETURNING 1
  ),
  lateral1_1_keys_cleared AS (
    DELETE FROM deltamill.public_newest__lateral1_1_keys
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_newest__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
