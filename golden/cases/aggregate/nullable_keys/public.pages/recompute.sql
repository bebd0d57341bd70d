-- Computes groups of public.pages from their rows: those of which apply could not tell the new states.
-- Runs when apply left any.
WITH
  recomputed AS (
    -- keys and states of the groups that apply left
    SELECT
      visits.page,
      visits.country,
      count(*) AS __count,
      max(visits.seconds) AS __max_seconds
    FROM
      deltamill.public_pages__recompute AS recompute,
      public.visits AS visits
    WHERE ((recompute.page = visits.page) OR ((recompute.page IS NULL) AND (visits.page IS NULL)))
      AND ((recompute.country = visits.country) OR ((recompute.country IS NULL) AND (visits.country IS NULL)))
    GROUP BY
      visits.page,
      visits.country
  ),
  counted AS (
    -- each with its place in storage; the merge must have counted the same rows
    SELECT
      r.page,
      r.country,
      k.__ctid,
      deltamill.multiplicity(CASE WHEN r.__count = k.__count THEN r.__count ELSE -1 END) AS __count,
      r.__max_seconds
    FROM deltamill.public_pages__recompute AS k
    LEFT JOIN recomputed AS r
      ON k.__key_hash = hash_record_extended(ROW(r.page, r.country), 0)
        AND k.page IS NOT DISTINCT FROM r.page
        AND k.country IS NOT DISTINCT FROM r.country
  ),
  wanted AS (
    -- the rows that storage should hold for them
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
      counted AS g
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
  recompute_cleared AS (
    DELETE FROM deltamill.public_pages__recompute
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
