-- Merges the delta into the storage of public.reached: copies that left are deleted, copies that came inserted.
WITH
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.n,
      d.name,
      d.next,
      d.__weight,
      sha256(record_send(ROW(d.n::integer, d.name::text, d.next::integer))) AS __row_id
    FROM
      deltamill.public_reached__delta AS d
  ),
  net AS (
    -- what is left when changes that cancel are gone
    SELECT
      i.__row_id,
      sum(i.__weight)::bigint AS __weight
    FROM
      incoming AS i
    GROUP BY
      i.__row_id
    HAVING sum(i.__weight) <> 0
  ),
  doomed AS (
    -- stored copies of rows that left, counted
    SELECT
      s.ctid,
      row_number() OVER (PARTITION BY s.__row_id) AS copy,
      -n.__weight AS copies
    FROM
      net AS n,
      deltamill.public_reached__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_reached__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_reached__rows (
      n,
      name,
      next,
      __row_id
    )
    SELECT
      a.n,
      a.name,
      a.next,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.n,
        i.name,
        i.next,
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
  recursion1_changes_cleared AS (
    DELETE FROM deltamill.public_reached__recursion1_changes
    RETURNING 1
  ),
  outer1_left_cleared AS (
    DELETE FROM deltamill.public_reached__outer1_left
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_reached__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
