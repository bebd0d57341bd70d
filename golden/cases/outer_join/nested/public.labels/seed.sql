-- First fill of public.labels.
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
  )
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
  groups AS g;
ANALYZE deltamill.public_labels__rows;
