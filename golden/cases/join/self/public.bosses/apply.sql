-- Merges the delta into the storage of public.bosses: copies that left are deleted, copies that came inserted.
WITH
  frontier AS (
    -- up to where public.bosses contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.bosses'
  ),
  b_changes AS (
    -- public.staff: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_staff__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  s_changes AS (
    -- public.staff: what changed since the frontier
    SELECT
      c.boss,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_staff__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (name, boss, __weight) AS (
    -- join term: before(s) ⋈ Δb
    SELECT
      branches.name_2 AS name,
      branches.name AS boss,
      branches.__weight
    FROM
      (
        SELECT
          b_changes.id,
          b_changes.name,
          s.boss,
          s.name AS name_2,
          b_changes.__weight
        FROM
          b_changes,
          public.staff AS s
        WHERE b_changes.id = s.boss
        UNION ALL
        SELECT
          b_changes.id,
          b_changes.name,
          s_changes.boss,
          s_changes.name AS name_2,
          -(b_changes.__weight * s_changes.__weight) AS __weight
        FROM
          b_changes,
          s_changes
        WHERE b_changes.id = s_changes.boss
      ) AS branches (id, name, boss, name_2, __weight)
    UNION ALL
    -- join term: Δs ⋈ after(b)
    SELECT
      s_changes.name,
      b.name AS boss,
      s_changes.__weight
    FROM
      s_changes,
      public.staff AS b
    WHERE b.id = s_changes.boss
  ),
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.name,
      d.boss,
      d.__weight,
      sha256(record_send(ROW(d.name::text, d.boss::text))) AS __row_id
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
      deltamill.public_bosses__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_bosses__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_bosses__rows (
      name,
      boss,
      __row_id
    )
    SELECT
      a.name,
      a.boss,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.name,
        i.boss,
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
