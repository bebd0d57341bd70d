-- First fill of public.known.
INSERT INTO deltamill.public_known__rows (
  customer,
  city,
  __count,
  __key_hash
)
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
  )
SELECT
  g.customer,
  g.city,
  g.__count,
  hash_record_extended(ROW(g.customer, g.city), 0) AS __key_hash
FROM
  groups AS g;
ANALYZE deltamill.public_known__rows;
