-- Merges the delta into the storage of public.open_items: partial sums are added to the groups' states.
WITH
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.item,
      d.region,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__count_in_left), 0)::bigint AS __count_in_left,
      coalesce(sum(d.__count_in_right), 0)::bigint AS __count_in_right,
      hash_record_extended(ROW(d.item, d.region), 0) AS __key_hash
    FROM
      deltamill.public_open_items__delta AS d
    GROUP BY
      d.item,
      d.region
  ),
  merged AS (
    -- stored states plus what changed
    SELECT
      c.item,
      c.region,
      c.__key_hash,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      deltamill.multiplicity(coalesce(s.__count_in_left, 0) + c.__count_in_left) AS __count_in_left,
      deltamill.multiplicity(coalesce(s.__count_in_right, 0) + c.__count_in_right) AS __count_in_right
    FROM changed AS c
    LEFT JOIN deltamill.public_open_items__rows AS s
      ON s.__key_hash = c.__key_hash
        AND s.item IS NOT DISTINCT FROM c.item
        AND s.region IS NOT DISTINCT FROM c.region
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.item,
      g.region,
      g.__count,
      g.__count_in_left,
      g.__count_in_right,
      ((g.__count_in_left > 0::bigint) AND (g.__count_in_right = 0::bigint)) IS TRUE AS __visible,
      hash_record_extended(ROW(g.item, g.region), 0) AS __key_hash,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_open_items__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
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
    WHERE s.ctid = w.__ctid
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
    WHERE w.__ctid IS NULL
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_open_items__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
