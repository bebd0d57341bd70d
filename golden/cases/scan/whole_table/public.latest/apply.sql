-- Merges the delta into the storage of public.latest: copies that left are deleted, copies that came inserted.
WITH
  frontier AS (
    -- up to where public.latest contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.latest'
  ),
  readings_changes AS (
    -- public.readings: what changed since the frontier
    SELECT
      c.sensor,
      c.value,
      c.note,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_readings__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (sensor, value, note, __weight) AS (
    -- changes of a source: Δreadings
    SELECT
      readings_changes.sensor,
      readings_changes.value,
      readings_changes.note,
      readings_changes.__weight
    FROM
      readings_changes
  ),
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.sensor,
      d.value,
      d.note,
      d.__weight,
      sha256(record_send(ROW(d.sensor::integer, d.value::numeric(8,2), d.note::text))) AS __row_id
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
      deltamill.public_latest__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_latest__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_latest__rows (
      sensor,
      value,
      note,
      __row_id
    )
    SELECT
      a.sensor,
      a.value,
      a.note,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.sensor,
        i.value,
        i.note,
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
