-- FULL refresh of public.totals: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.region,
      q.product,
      q.level,
      q.sales,
      q.amount,
      sha256(record_send(ROW(q.region::text, q.product::text, q.level::integer, q.sales::bigint, q.amount::numeric))) AS __row_id
    FROM (
      SELECT
        branches.region,
        branches.product,
        branches."grouping" AS level,
        branches.count AS sales,
        branches.sum AS amount
      FROM
        (
          SELECT
            sales.region,
            sales.product,
            0 AS "grouping",
            count(*) AS count,
            sum(sales.amount) AS sum
          FROM
            public.sales AS sales
          GROUP BY
            sales.region,
            sales.product
          UNION ALL
          SELECT
            sales.region,
            NULL::text AS product,
            1 AS "grouping",
            count(*) AS count,
            sum(sales.amount) AS sum
          FROM
            public.sales AS sales
          GROUP BY
            sales.region
          UNION ALL
          SELECT
            NULL::text AS region,
            NULL::text AS product,
            3 AS "grouping",
            count(*) AS count,
            sum(sales.amount) AS sum
          FROM
            public.sales AS sales
        ) AS branches (region, product, "grouping", count, sum)
    ) AS q (region, product, level, sales, amount)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_totals__rows AS s
    ) AS z
    GROUP BY
      z.__row_id
    HAVING sum(z.copies) <> 0
  ),
  doomed AS (
    -- stored copies of rows that left, counted
    SELECT
      s.ctid,
      row_number() OVER (PARTITION BY s.__row_id) AS copy,
      -n.__weight AS copies
    FROM
      net AS n,
      deltamill.public_totals__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_totals__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_totals__rows (
      region,
      product,
      level,
      sales,
      amount,
      __row_id
    )
    SELECT
      a.region,
      a.product,
      a.level,
      a.sales,
      a.amount,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.region,
        i.product,
        i.level,
        i.sales,
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
