-- outer join: before(c) ⋈ Δ(keys without a partner in o)
-- Runs when public.orders changed.
INSERT INTO deltamill.public_open_orders__delta (
  name,
  id,
  amount,
  __weight
)
WITH
  frontier AS (
    -- up to where public.open_orders contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.open_orders'
  ),
  o_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.id,
      c.customer,
      c.amount,
      c.open,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  outer1_left_touched AS (
    SELECT
      o_changes.customer,
      o_changes.__weight
    FROM
      o_changes
    WHERE o_changes.open
      AND o_changes.customer IS NOT NULL
  ),
  outer1_left_lone AS (
    SELECT
      branches.customer,
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          o.customer,
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          (
            SELECT
              outer1_left_touched.customer
            FROM
              outer1_left_touched
            GROUP BY
              outer1_left_touched.customer
          ) AS grouped (customer),
          public.orders AS o
        WHERE grouped.customer = o.customer
          AND o.open
          AND o.customer IS NOT NULL
        UNION ALL
        SELECT
          outer1_left_touched.customer,
          0::bigint AS matches,
          -outer1_left_touched.__weight AS matches_before
        FROM
          outer1_left_touched
      ) AS branches (customer, matches, matches_before)
    GROUP BY
      branches.customer
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
  ),
  c_changes AS (
    -- public.customers: what changed since the frontier
    SELECT
      c.id,
      c.name,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_customers__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.name,
  NULL::integer AS id,
  NULL::numeric(10,2) AS amount,
  branches.__weight
FROM
  (
    SELECT
      outer1_left_lone.customer,
      c.id,
      c.name,
      outer1_left_lone.__weight
    FROM
      outer1_left_lone,
      public.customers AS c
    WHERE outer1_left_lone.customer = c.id
    UNION ALL
    SELECT
      outer1_left_lone.customer,
      c_changes.id,
      c_changes.name,
      -(outer1_left_lone.__weight * c_changes.__weight) AS __weight
    FROM
      outer1_left_lone,
      c_changes
    WHERE outer1_left_lone.customer = c_changes.id
  ) AS branches (customer, id, name, __weight);
