-- Merges the delta into the storage of public.labels: what it contributes is added to the groups' states.
WITH
  netted AS (
    -- changes per group and value, so that changes that cancel are seen to cancel
    SELECT
      d.k,
      d.__max_label,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      coalesce(sum(d.__count_id), 0)::bigint AS __count_id
    FROM
      deltamill.public_labels__delta AS d
    GROUP BY
      d.k,
      d.__max_label
  ),
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      n.k,
      coalesce(sum(n.__count), 0)::bigint AS __count,
      coalesce(sum(n.__count_id), 0)::bigint AS __count_id,
      max(n.__max_label) FILTER (WHERE n.__count > 0) AS __max_label_came,
      max(n.__max_label) FILTER (WHERE n.__count < 0) AS __max_label_left,
      hash_record_extended(ROW(n.k), 0) AS __key_hash
    FROM
      netted AS n
    GROUP BY
      n.k
  ),
  merged AS (
    -- stored states plus what changed; which groups do not follow from that
    SELECT
      c.k,
      c.__key_hash,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count,
      deltamill.multiplicity(coalesce(s.__count_id, 0) + c.__count_id) AS __count_id,
      greatest(s.__max_label, c.__max_label_came) AS __max_label,
      coalesce(s.__count, 0) + c.__count > 0 AND coalesce(c.__max_label_left >= s.__max_label AND (c.__max_label_came >= c.__max_label_left) IS NOT TRUE, false) AS __recompute
    FROM changed AS c
    LEFT JOIN deltamill.public_labels__rows AS s
      ON s.__key_hash = c.__key_hash
        AND s.k IS NOT DISTINCT FROM c.k
  ),
  recompute AS (
    -- left to be computed from their rows
    INSERT INTO deltamill.public_labels__recompute (
      k,
      __count,
      __key_hash,
      __ctid
    )
    SELECT
      m.k,
      m.__count,
      m.__key_hash,
      m.__ctid
    FROM merged AS m
    WHERE m.__recompute
    RETURNING 1
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.k,
      g.__count AS n,
      g.__count_id AS labelled,
      g.__max_label AS last,
      g.__count,
      g.__count_id,
      g.__max_label,
      hash_record_extended(ROW(g.k), 0) AS __key_hash,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
      AND NOT g.__recompute
  ),
  deleted AS (
    DELETE FROM deltamill.public_labels__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_labels__rows AS s
    SET
      k = w.k,
      n = w.n,
      labelled = w.labelled,
      last = w.last,
      __count = w.__count,
      __count_id = w.__count_id,
      __max_label = w.__max_label,
      __key_hash = w.__key_hash
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.k, s.n, s.labelled, s.last, s.__count, s.__count_id, s.__max_label, s.__key_hash)::record OPERATOR(pg_catalog.*<>) ROW(w.k, w.n, w.labelled, w.last, w.__count, w.__count_id, w.__max_label, w.__key_hash)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_labels__rows (
      k,
      n,
      labelled,
      last,
      __count,
      __count_id,
      __max_label,
      __key_hash
    )
    SELECT
      w.k,
      w.n,
      w.labelled,
      w.last,
      w.__count,
      w.__count_id,
      w.__max_label,
      w.__key_hash
    FROM wanted AS w
    WHERE w.__ctid IS NULL
    RETURNING 1
  ),
  outer1_changes_cleared AS (
    DELETE FROM deltamill.public_labels__outer1_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_labels__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  (SELECT count(*) FROM recompute) AS recompute;
