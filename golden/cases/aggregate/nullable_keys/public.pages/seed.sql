-- First fill of public.pages.
INSERT INTO deltamill.public_pages__rows (
  page,
  country,
  visits,
  longest,
  __count,
  __max_seconds,
  __key_hash
)
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
  )
SELECT
  g.page,
  g.country,
  g.__count AS visits,
  g.__max_seconds AS longest,
  g.__count,
  g.__max_seconds,
  hash_record_extended(ROW(g.page, g.country), 0) AS __key_hash
FROM
  groups AS g;
ANALYZE deltamill.public_pages__rows;
