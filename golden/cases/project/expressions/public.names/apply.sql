-- Merges the delta into the storage of public.names: copies that left are deleted, copies that came inserted.
WITH
  frontier AS (
    -- up to where public.names contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.names'
  ),
  people_changes AS (
    -- public.people: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.born,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_people__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (name, age, "day", __weight) AS (
    -- changes of a source: Δpeople
    SELECT
      upper(people_changes.name) AS name,
      CASE WHEN people_changes.id > 2 THEN 'young'::text ELSE 'old'::text END AS age,
      people_changes.born + 1 AS "day",
      people_changes.__weight
    FROM
      people_changes
  ),
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.name,
      d.age,
      d."day",
      d.__weight,
      sha256(record_send(ROW(d.name::text, d.age::text, d."day"::date))) AS __row_id
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
      deltamill.public_names__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_names__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_names__rows (
      name,
      age,
      "day",
      __row_id
    )
    SELECT
      a.name,
      a.age,
      a."day",
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.name,
        i.age,
        i."day",
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
