-- Merges the delta into the storage of public.open_items: what it contributes is added to the groups' states.
WITH
  frontier AS (
    -- up to where public.open_items contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.open_items'
  ),
  ordered_changes AS (
    -- public.ordered: what changed since the frontier
    SELECT
      c.item,
      c.region,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_ordered__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delivered_changes AS (
    -- public.delivered: what changed since the frontier
    SELECT
      c.item,
      c.region,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_delivered__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (item, region, __count, __count_in_left, __count_in_right) AS (
    -- changes of a source: Δordered
    SELECT
      ordered_changes.item,
      ordered_changes.region,
      sum(ordered_changes.__weight)::bigint AS __count,
      sum(CASE WHEN true IS NOT NULL THEN ordered_changes.__weight ELSE 0::bigint END)::bigint AS __count_in_left,
      sum(CASE WHEN NULL::boolean IS NOT NULL THEN ordered_changes.__weight ELSE 0::bigint END)::bigint AS __count_in_right
    FROM
      ordered_changes
    GROUP BY
      ordered_changes.item,
      ordered_changes.region
    UNION ALL
    -- changes of a source: Δdelivered
    SELECT
      delivered_changes.item,
      delivered_changes.region,
      sum(delivered_changes.__weight)::bigint AS __count,
      sum(CASE WHEN NULL::boolean IS NOT NULL THEN delivered_changes.__weight ELSE 0::bigint END)::bigint AS __count_in_left,
      sum(CASE WHEN true IS NOT NULL THEN delivered_changes.__weight ELSE 0::bigint END)::bigint AS __count_in_right
    FROM
      delivered_changes
    GROUP BY
      delivered_changes.item,
      delivered_changes.region
  ),
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
      delta AS d
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
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
