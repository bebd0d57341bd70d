-- FULL refresh of public.open_items: storage becomes what the query gives, touching only groups that differ.
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
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.item,
      g.region,
      g.__count,
      g.__count_in_left,
      g.__count_in_right,
      ((g.__count_in_left > 0::bigint) AND (g.__count_in_right = 0::bigint)) IS TRUE AS __visible,
      hash_record_extended(ROW(g.item, g.region), 0) AS __key_hash
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_open_items__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.__key_hash = w.__key_hash
        AND s.item IS NOT DISTINCT FROM w.item
        AND s.region IS NOT DISTINCT FROM w.region
    )
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_open_items__rows AS s
    SET
      item = w.item,
      region = w.region,
      __count = w.__count,
      __count_in_left = w.__count_in_left,
      __count_in_right = w.__count_in_right,
      __visible = w.__visible,
      __key_hash = w.__key_hash
    FROM wanted AS w
    WHERE s.__key_hash = w.__key_hash
      AND s.item IS NOT DISTINCT FROM w.item
      AND s.region IS NOT DISTINCT FROM w.region
      AND ROW(s.item, s.region, s.__count, s.__count_in_left, s.__count_in_right, s.__visible, s.__key_hash)::record OPERATOR(pg_catalog.*<>) ROW(w.item, w.region, w.__count, w.__count_in_left, w.__count_in_right, w.__visible, w.__key_hash)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_open_items__rows (
      item,
      region,
      __count,
      __count_in_left,
      __count_in_right,
      __visible,
      __key_hash
    )
    SELECT
      w.item,
      w.region,
      w.__count,
      w.__count_in_left,
      w.__count_in_right,
      w.__visible,
      w.__key_hash
    FROM wanted AS w
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_open_items__rows AS s
      WHERE s.__key_hash = w.__key_hash
        AND s.item IS NOT DISTINCT FROM w.item
        AND s.region IS NOT DISTINCT FROM w.region
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
