-- Merges the delta into the storage of public.pages: partial sums are added to the groups' states.
WITH
  netted AS (
    -- changes per group and value, so that changes that cancel are seen to cancel
    SELECT
      d.page,
      d.country,
      d.__max_seconds,
      coalesce(sum(d.__count), 0)::bigint AS __count
    FROM
      deltamill.public_pages__delta AS d
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
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__max_seconds_left >= s.__max_seconds, false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_pages__rows AS s
      ON s.__key_hash = c.__key_hash
        AND s.page IS NOT DISTINCT FROM c.page
        AND s.country IS NOT DISTINCT FROM c.country
  ),
  recompute AS (
    -- keys of the groups to compute anew
    SELECT
      m.page,
      m.country
    FROM
      merged AS m
    WHERE m.__recompute
  ),
  recomputed AS (
    -- those groups from their rows
    SELECT
      visits.page,
      visits.country,
      count(*) AS __count,
      max(visits.seconds) AS __max_seconds
    FROM
      recompute,
      public.visits AS visits
    WHERE (SELECT count(*) > 0 FROM recompute)
      AND ((recompute.page = visits.page) OR ((recompute.page IS NULL) AND (visits.page IS NULL)))
      AND ((recompute.country = visits.country) OR ((recompute.country IS NULL) AND (visits.country IS NULL)))
    GROUP BY
      visits.page,
      visits.country
  ),
  settled AS (
    -- merged states, or recomputed ones where needed
    SELECT
      m.page,
      m.country,
      m.__key_hash,
      m.__ctid,
      CASE WHEN m.__recompute THEN deltamill.multiplicity(CASE WHEN r.__count = m.__count THEN r.__count ELSE -1 END) ELSE m.__count END AS __count,
      CASE WHEN m.__recompute THEN r.__max_seconds ELSE m.__max_seconds END AS __max_seconds
    FROM merged AS m
    LEFT JOIN recomputed AS r
      ON m.__recompute
        AND r.page IS NOT DISTINCT FROM m.page
        AND r.country IS NOT DISTINCT FROM m.country
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
      settled AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_pages__rows AS s
    USING settled AS w
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
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_pages__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
