-- Merges the delta into the storage of public.recent: copies that left are deleted, copies that came inserted.
WITH
  frontier AS (
    -- up to where public.recent contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.recent'
  ),
  readings_new_changes AS (
    -- public.readings_new: what changed since the frontier
    SELECT
      c.sensor,
      c."day",
      c.value,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_readings_new__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (sensor, "day", value, __weight) AS (
    -- changes of a source: Δreadings_new
    SELECT
      readings_new_changes.sensor,
      readings_new_changes."day",
      readings_new_changes.value,
      readings_new_changes.__weight
    FROM
      readings_new_changes
    WHERE readings_new_changes.value > 100
  ),
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.sensor,
      d."day",
      d.value,
      d.__weight,
      sha256(record_send(ROW(d.sensor::integer, d."day"::integer, d.value::integer))) AS __row_id
    FROM
      delta AS d
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
      sensor,
      "day",
      value,
      __row_id
    )
    SELECT
      a.sensor,
      a."day",
      a.value,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.sensor,
        i."day",
        i.value,
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
