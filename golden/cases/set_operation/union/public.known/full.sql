-- FULL refresh of public.known: storage becomes what the query gives, touching only groups that differ.
WITH
  groups AS (
    -- keys and states of every group
    SELECT
      branches.customer,
      branches.city,
      count(*) AS __count
    FROM
      (
        SELECT
          bought.customer,
          bought.city
        FROM
          public.bought AS bought
        UNION ALL
        SELECT
          asked.customer,
          asked.city::text AS city
        FROM
          public.asked AS asked
        UNION ALL
        SELECT
          branches.customer,
          branches."?column?" AS city
        FROM
          (
            SELECT
              asked.customer,
              NULL::text AS "?column?",
              true AS in_left,
              NULL::boolean AS in_right
            FROM
              public.asked AS asked
            UNION ALL
            SELECT
              blocked.customer,
              NULL::text AS "?column?",
              NULL::boolean AS in_left,
              true AS in_right
            FROM
              public.blocked AS blocked
          ) AS branches (customer, "?column?", in_left, in_right)
        GROUP BY
          branches.customer,
          branches."?column?"
        HAVING count(branches.in_left) > 0::bigint
          AND count(branches.in_right) > 0::bigint
      ) AS branches (customer, city)
    GROUP BY
      branches.customer,
      branches.city
  ),
  wanted AS (
    -- the rows that storage should hold
    SELECT
      g.customer,
      g.city,
      g.__count,
      hash_record_extended(ROW(g.customer, g.city), 0) AS __key_hash
    FROM
      groups AS g
  ),
  deleted AS (
    DELETE FROM deltamill.public_known__rows AS s
    WHERE NOT EXISTS (
      SELECT FROM wanted AS w
      WHERE s.__key_hash = w.__key_hash
        AND s.customer IS NOT DISTINCT FROM w.customer
        AND s.city IS NOT DISTINCT FROM w.city
    )
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_known__rows AS s
    SET
      customer = w.customer,
      city = w.city,
      __count = w.__count,
      __key_hash = w.__key_hash
    FROM wanted AS w
    WHERE s.__key_hash = w.__key_hash
      AND s.customer IS NOT DISTINCT FROM w.customer
      AND s.city IS NOT DISTINCT FROM w.city
      AND ROW(s.customer, s.city, s.__count, s.__key_hash)::record OPERATOR(pg_catalog.*<>) ROW(w.customer, w.city, w.__count, w.__key_hash)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_known__rows (
      customer,
      city,
      __count,
      __key_hash
    )
    SELECT
      w.customer,
      w.city,
      w.__count,
      w.__key_hash
    FROM wanted AS w
    WHERE NOT EXISTS (
      SELECT FROM deltamill.public_known__rows AS s
      WHERE s.__key_hash = w.__key_hash
        AND s.customer IS NOT DISTINCT FROM w.customer
        AND s.city IS NOT DISTINCT FROM w.city
    )
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
