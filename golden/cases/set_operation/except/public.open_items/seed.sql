-- First fill of public.open_items.
INSERT INTO deltamill.public_open_items__rows (
  item,
  region,
  __count,
  __count_in_left,
  __count_in_right,
  __visible,
  __key_hash
)
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      branches.item,
      branches.region,
      count(*) AS __count,
      count(branches.in_left) AS __count_in_left,
      count(branches.in_right) AS __count_in_right
    FROM
      (
        SELECT
          ordered.item,
          ordered.region,
          true AS in_left,
          NULL::boolean AS in_right
        FROM
          public.ordered AS ordered
        UNION ALL
        SELECT
          delivered.item,
          delivered.region,
          NULL::boolean AS in_left,
          true AS in_right
        FROM
          public.delivered AS delivered
      ) AS branches (item, region, in_left, in_right)
    GROUP BY
      branches.item,
      branches.region
  )
SELECT
  g.item,
  g.region,
  g.__count,
  g.__count_in_left,
  g.__count_in_right,
  ((g.__count_in_left > 0::bigint) AND (g.__count_in_right = 0::bigint)) IS TRUE AS __visible,
  hash_record_extended(ROW(g.item, g.region), 0) AS __key_hash
FROM
  groups AS g;
ANALYZE deltamill.public_open_items__rows;
