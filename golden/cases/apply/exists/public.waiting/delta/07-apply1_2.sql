-- dependent join: f(x, S before its change) subtracted from f(x, S after it)
-- Runs when public.orders changed.
INSERT INTO deltamill.public_waiting__apply1_changes (
  id,
  name,
  "exists",
  exists_2,
  __weight
)
WITH
  frontier AS (
    -- up to where public.waiting contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.waiting'
  ),
  o_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.customer,
      c.open,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  apply1_2_rows.id,
  apply1_2_rows.name,
  EXISTS (
    SELECT
      true AS present
    FROM
      (
        SELECT
          o.customer,
          o.open,
          1::bigint AS __weight
        FROM
          public.orders AS o
        UNION ALL
        SELECT
          o_changes.customer,
          o_changes.open,
          -o_changes.__weight AS __weight
        FROM
          o_changes
      ) AS branches (customer, open, __weight)
    WHERE branches.customer = apply1_2_rows.id
      AND branches.open
    HAVING sum(branches.__weight) > '0'::numeric
  ) AS "exists",
  EXISTS (
    SELECT
      true AS present
    FROM
      public.orders AS o
    WHERE o.customer = apply1_2_rows.id
      AND (NOT o.open)
  ) AS exists_2,
  apply1_2_rows.__weight
FROM
  deltamill.public_waiting__apply1_2_rows AS apply1_2_rows
UNION ALL
SELECT
  apply1_2_rows.id,
  apply1_2_rows.name,
  EXISTS (
    SELECT
      true AS present
    FROM
      (
        SELECT
          o.customer,
          o.open,
          1::bigint AS __weight
        FROM
          public.orders AS o
        UNION ALL
        SELECT
          o_changes.customer,
          o_changes.open,
          -o_changes.__weight AS __weight
        FROM
          o_changes
      ) AS branches (customer, open, __weight)
    WHERE branches.customer = apply1_2_rows.id
      AND branches.open
    HAVING sum(branches.__weight) > '0'::numeric
  ) AS "exists",
  EXISTS (
    SELECT
      true AS present
    FROM
      (
        SELECT
          o.customer,
          o.open,
          1::bigint AS __weight
        FROM
          public.orders AS o
        UNION ALL
        SELECT
          o_changes.customer,
          o_changes.open,
          -o_changes.__weight AS __weight
        FROM
          o_changes
      ) AS branches (customer, open, __weight)
    WHERE branches.customer = apply1_2_rows.id
      AND (NOT branches.open)
    HAVING sum(branches.__weight) > '0'::numeric
  ) AS exists_2,
  -apply1_2_rows.__weight AS __weight
FROM
  deltamill.public_waiting__apply1_2_rows AS apply1_2_rows;
