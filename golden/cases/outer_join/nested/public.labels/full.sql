-- FULL refresh of public.labels: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      a.k,
      count(*) AS __count,
      count(c.id) AS __count_id,
      max(c.label) AS __max_label
    FROM
      public.a AS a
      LEFT JOIN (
        public.c AS c
        LEFT JOIN public.b AS b
          ON c.id = b.c_id
      )
        ON b.a_id = a.id
    GROUP BY
      a.k
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.k,
      g.__count AS n,
      g.__count_id AS labelled,
      g.__max_label AS last,
      g.__count,
      g.__count_id,
      g.__max_label,
      hash_record_extended(ROW(g.k), 0) AS __key_hash
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_labels__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.__key_hash = w.__key_hash
        AND s.k IS NOT DISTINCT FROM w.k
    )
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
    WHERE s.__key_hash = w.__key_hash
      AND s.k IS NOT DISTINCT FROM w.k
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
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_labels__rows AS s
      WHERE s.__key_hash = w.__key_hash
        AND s.k IS NOT DISTINCT FROM w.k
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
