-- Merges the delta into the storage of public.totals: copies that left are deleted, copies that came inserted.
WITH
  delta (region, product, level, sales, amount, __weight) AS (
    -- whole query: f(after) − stored
    SELECT
      branches.region,
      branches.product,
      branches."grouping" AS level,
      branches.count AS sales,
      branches.sum AS amount,
      1::bigint AS __weight
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
    UNION ALL
    SELECT
      stored.region,
      stored.product,
      stored.level,
      stored.sales,
      stored.amount,
      '-1'::bigint AS __weight
    FROM
      public.totals AS stored
  ),
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.region,
      d.product,
      d.level,
      d.sales,
      d.amount,
      d.__weight,
      sha256(record_send(ROW(d.region::text, d.product::text, d.level::integer, d.sales::bigint, d.amount::numeric))) AS __row_id
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
