-- Merges the delta into the storage of public.sold: copies that left are deleted, copies that came inserted.
WITH
  frontier AS (
    -- up to where public.sold contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.sold'
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
  ),
  o_changes AS (
    -- public.orders: what changed since the frontier
    SELECT
      c.id,
      c.customer,
      c.amount,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_orders__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  delta (name, id, amount, __weight) AS (
    -- join term: Δc ⋈ before(o)
    SELECT
      branches.name,
      branches.id_2 AS id,
      branches.amount,
      branches.__weight
    FROM
      (
        SELECT
          c_changes.id,
          c_changes.name,
          o.id AS id_2,
          o.customer,
          o.amount,
          c_changes.__weight
        FROM
          c_changes,
          public.orders AS o
        WHERE o.customer = c_changes.id
          AND o.amount > 3::numeric
        UNION ALL
        SELECT
          c_changes.id,
          c_changes.name,
          o_changes.id AS id_2,
          o_changes.customer,
          o_changes.amount,
          -(c_changes.__weight * o_changes.__weight) AS __weight
        FROM
          c_changes,
          o_changes
        WHERE o_changes.customer = c_changes.id
          AND o_changes.amount > 3::numeric
      ) AS branches (id, name, id_2, customer, amount, __weight)
    UNION ALL
    -- join term: after(c) ⋈ Δo
    SELECT
      c.name,
      o_changes.id,
      o_changes.amount,
      o_changes.__weight
    FROM
      o_changes,
      public.customers AS c
    WHERE o_changes.amount > 3::numeric
      AND o_changes.customer = c.id
  ),
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.name,
      d.id,
      d.amount,
      d.__weight,
      sha256(record_send(ROW(d.name::text, d.id::integer, d.amount::numeric(10,2)))) AS __row_id
    FROM
      delta AS d
  ),
  net AS (
    -- what is left when changes that cancel are gone
    SELECT
      i.__row_id,
      sum(i.__weight)::bigint AS __weight
    FROM
      incoming AS i
    GROUP BY
      i.__row_id
    HAVING sum(i.__weight) <> 0
  ),
  doomed AS (
    -- stored copies of rows that left, counted
    SELECT
      s.ctid,
      row_number() OVER (PARTITION BY s.__row_id) AS copy,
      -n.__weight AS copies
    FROM
      net AS n,
      deltamill.public_sold__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_sold__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_sold__rows (
      name,
      id,
      amount,
      __row_id
    )
    SELECT
      a.name,
      a.id,
      a.amount,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.name,
        i.id,
        i.amount,
        i.__row_id,
        n.__weight
      FROM
        net AS n,
        incoming AS i
      WHERE n.__weight > 0
        AND i.__row_id = n.__row_id
    ) AS a
    CROSS JOIN generate_series(1, a.__weight)
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
