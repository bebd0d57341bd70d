-- Merges the delta into the storage of public.found: copies that left are deleted, copies that came inserted.
WITH
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.s,
      d.found,
      d.__weight,
      sha256(record_send(ROW(d.s::text, d.found::boolean))) AS __row_id
    FROM
      deltamill.public_found__delta AS d
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
      deltamill.public_found__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_found__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_found__rows (
      s,
      found,
      __row_id
    )
    SELECT
      a.s,
      a.found,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.s,
        i.found,
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
  window1_keys_cleared AS (
    DELETE FROM deltamill.public_found__window1_keys
    RETURNING 1
  ),
  window1_changes_cleared AS (
    DELETE FROM deltamill.public_found__window1_changes
    RETURNING 1
  ),
  window2_keys_cleared AS (
    DELETE FROM deltamill.public_found__window2_keys
    RETURNING 1
  ),
  window2_changes_cleared AS (
    DELETE FROM deltamill.public_found__window2_changes
    RETURNING 1
  ),
  apply1_changes_cleared AS (
    DELETE FROM deltamill.public_found__apply1_changes
    RETURNING 1
  ),
  apply1_1_rows_cleared AS (
    DELETE FROM deltamill.public_found__apply1_1_rows
    RETURNING 1
  ),
  apply1_1_keys_cleared AS (
    DELETE FROM deltamill.public_found__apply1_1_keys
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_found__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
