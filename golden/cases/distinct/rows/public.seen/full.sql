-- FULL refresh of public.seen: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      visits.page,
      visits.country,
      count(*) AS __count
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
      g.__count,
      hash_record_extended(ROW(g.page, g.country), 0) AS __key_hash
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_seen__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.__key_hash = w.__key_hash
        AND s.page IS NOT DISTINCT FROM w.page
        AND s.country = w.country
    )
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
    WHERE s.__key_hash = w.__key_hash
      AND s.page IS NOT DISTINCT FROM w.page
      AND s.country = w.country
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
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_seen__rows AS s
      WHERE s.__key_hash = w.__key_hash
        AND s.page IS NOT DISTINCT FROM w.page
        AND s.country = w.country
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
