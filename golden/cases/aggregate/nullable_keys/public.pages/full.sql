-- FULL refresh of public.pages: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      visits.page,
      visits.country,
      count(*) AS __count,
      max(visits.seconds) AS __max_seconds
    FROM
      public.visits AS visits
    GROUP BY
      visits.page,
      visits.country
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.page,
      g.country,
      g.__count AS visits,
      g.__max_seconds AS longest,
      g.__count,
      g.__max_seconds,
      hash_record_extended(ROW(g.page, g.country), 0) AS __key_hash
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_pages__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.__key_hash = w.__key_hash
        AND s.page IS NOT DISTINCT FROM w.page
        AND s.country IS NOT DISTINCT FROM w.country
    )
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
    WHERE s.__key_hash = w.__key_hash
      AND s.page IS NOT DISTINCT FROM w.page
      AND s.country IS NOT DISTINCT FROM w.country
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
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_pages__rows AS s
      WHERE s.__key_hash = w.__key_hash
        AND s.page IS NOT DISTINCT FROM w.page
        AND s.country IS NOT DISTINCT FROM w.country
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
