-- Computes groups of public.labels from their rows: those of which apply could not tell the new states.
-- Runs when apply left any.
WITH
  recomputed AS (
    -- keys and states of the groups that apply left
    SELECT
      a.k,
      count(*) AS __count,
      count(c.id) AS __count_id,
      max(c.label) AS __max_label
    FROM
      deltamill.public_labels__recompute AS recompute
      JOIN public.a AS a
        ON ((recompute.k = a.k) OR ((recompute.k IS NULL) AND (a.k IS NULL)))
      LEFT JOIN (
        public.c AS c
        LEFT JOIN public.b AS b
          ON c.id = b.c_id
      )
        ON b.a_id = a.id
    GROUP BY
      a.k
  ),
  counted AS (
    -- each with its place in storage; the merge must have counted the same rows
    SELECT
      r.k,
      k.__ctid,
      deltamill.multiplicity(CASE WHEN r.__count = k.__count THEN r.__count ELSE -1 END) AS __count,
      r.__count_id,
      r.__max_label
    FROM deltamill.public_labels__recompute AS k
    LEFT JOIN recomputed AS r
      ON k.__key_hash = hash_record_extended(ROW(r.k), 0)
        AND k.k IS NOT DISTINCT FROM r.k
  ),
  wanted AS (
    -- the rows that storage should hold for them
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
      counted AS g
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
  recompute_cleared AS (
    DELETE FROM deltamill.public_labels__recompute
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  0::bigint AS deleted;
