-- First fill of public.seen.
INSERT INTO deltamill.public_seen__rows (
  page,
  country,
  __count,
  __key_hash
)
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
  )
SELECT
  g.page,
  g.country,
  g.__count,
  hash_record_extended(ROW(g.page, g.country), 0) AS __key_hash
FROM
  groups AS g;
ANALYZE deltamill.public_seen__rows;
