-- Merges the delta into the storage of public.pages: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.pages contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.pages'
  ),
  visits_changes AS (
    -- public.visits: what changed since the frontier
    SELECT
      c.page,
      c.country,
      c.seconds,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_visits__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (page, country, __max_seconds, __count) AS (
    -- changes of a source: Δvisits
    SELECT
      visits_changes.page,
      visits_changes.country,
      visits_changes.seconds AS __max_seconds,
      visits_changes.__weight AS __count
    FROM
      visits_changes
  ),
  netted AS (
    -- changes per group and value, so that changes that cancel are seen to cancel
    SELECT
      d.page,
      d.country,
      d.__max_seconds,
      coalesce(sum(d.__count), 0)::bigint AS __count
    FROM
      delta AS d
    GROUP BY
      d.page,
      d.country,
      d.__max_seconds
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      n.page,
      n.country,
      coalesce(sum(n.__count), 0)::bigint AS __count,
      max(n.__max_seconds) FILTER (WHERE n.__count > 0) AS __max_seconds_came,
      max(n.__max_seconds) FILTER (WHERE n.__count < 0) AS __max_seconds_left,
      hash_record_extended(ROW(n.page, n.country), 0) AS __key_hash
    FROM
      netted AS n
    GROUP BY
      n.page,
      n.country
  ),
  merged AS (
    -- stored states plus what changed; which groups do not follow from that
    SELECT
      c.page,
      c.country,
      c.__key_hash,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      greatest(s.__max_seconds, c.__max_seconds_came) AS __max_seconds,
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__max_seconds_left >= s.__max_seconds AND (c.__max_seconds_came >= c.__max_seconds_left) IS NOT TRUE, false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_pages__rows AS s
      ON s.__key_hash = c.__key_hash
        AND s.page IS NOT DISTINCT FROM c.page
        AND s.country IS NOT DISTINCT FROM c.country
  ),
  recompute AS (
    -- left to be computed from their rows
    INSERT INTO deltamill.public_pages__recompute (
      page,
      country,
      __count,
      __key_hash,
      __ctid
    )
    SELECT
      m.page,
      m.country,
      m.__count,
      m.__key_hash,
      m.__ctid
    FROM merged AS m
    WHERE m.__recompute
    RETURNING 1
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.page,
      g.country,
      g.__count AS visits,
      g.__max_seconds AS longest,
      g.__count,
      g.__max_seconds,
      hash_record_extended(ROW(g.page, g.country), 0) AS __key_hash,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
      AND NOT g.__recompute
  ),
  deleted AS (
    DELETE FROM deltamill.public_pages__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_pages__rows AS s
    SET
      page = w.page,
      country = w.country,
      visits = w.visits,
      longest = w.longest,
      __count = w.__count,
      __max_seconds = w.__max_seconds,
      __key_hash = w.__key_hash
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.page, s.country, s.visits, s.longest, s.__count, s.__max_seconds, s.__key_hash)::record OPERATOR(pg_catalog.*<>) ROW(w.page, w.country, w.visits, w.longest, w.__count, w.__max_seconds, w.__key_hash)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_pages__rows (
      page,
      country,
      visits,
      longest,
      __count,
      __max_seconds,
      __key_hash
    )
    SELECT
      w.page,
      w.country,
      w.visits,
      w.longest,
      w.__count,
      w.__max_seconds,
      w.__key_hash
    FROM wanted AS w
    WHERE w.__ctid IS NULL
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  (SELECT count(*) FROM recompute) AS recompute;
