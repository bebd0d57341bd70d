-- Merges the delta into the storage of public.seen: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.seen contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.seen'
  ),
  visits_changes AS (
    -- public.visits: what changed since the frontier
    SELECT
      c.page,
      c.country,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_visits__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (page, country, __count) AS (
    -- changes of a source: Δvisits
    SELECT
      visits_changes.page,
      visits_changes.country,
      sum(visits_changes.__weight)::bigint AS __count
    FROM
      visits_changes
    GROUP BY
      visits_changes.page,
      visits_changes.country
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.page,
      d.country,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      hash_record_extended(ROW(d.page, d.country), 0) AS __key_hash
    FROM
      delta AS d
    GROUP BY
      d.page,
      d.country
  ),
  merged AS (
    -- stored states plus what changed
    SELECT
      c.page,
      c.country,
      c.__key_hash,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count
    FROM changed AS c
    LEFT JOIN deltamill.public_seen__rows AS s
      ON s.__key_hash = c.__key_hash
        AND s.page IS NOT DISTINCT FROM c.page
        AND s.country = c.country
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.page,
      g.country,
      g.__count,
      hash_record_extended(ROW(g.page, g.country), 0) AS __key_hash,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_seen__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_seen__rows AS s
    SET
      page = w.page,
      country = w.country,
      __count = w.__count,
      __key_hash = w.__key_hash
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.page, s.country, s.__count, s.__key_hash)::record OPERATOR(pg_catalog.*<>) ROW(w.page, w.country, w.__count, w.__key_hash)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_seen__rows (
      page,
      country,
      __count,
      __key_hash
    )
    SELECT
      w.page,
      w.country,
      w.__count,
      w.__key_hash
    FROM wanted AS w
    WHERE w.__ctid IS NULL
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
