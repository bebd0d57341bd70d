-- outer join: before(s) ⋈ Δ(keys without a partner in p)
-- Runs when public.prices changed.
INSERT INTO deltamill.public_priced__delta (
  id,
  "day",
  price,
  __weight
)
WITH
  frontier AS (
    -- up to where public.priced contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.priced'
  ),
  p_changes AS (
    -- public.prices: what changed since the frontier
    SELECT
      c.since,
      c.until,
      c.price,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_prices__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  outer1_left_touched AS (
    SELECT
      p_changes.since,
      p_changes.until,
      p_changes.price,
      p_changes.__weight
    FROM
      p_changes
  ),
  s_changes AS (
    -- public.sales: what changed since the frontier
    SELECT
      c.id,
      c."day",
      c.limit_price,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_sales__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  outer1_left_reached AS (
    SELECT
      branches.row_image,
      branches."day",
      (array_agg(branches.limit_price ORDER BY record_send(ROW(branches.limit_price))))[1] AS limit_price
    FROM
      (
        SELECT
          sha256(record_send(ROW(s."day", s.limit_price))) AS row_image,
          s."day",
          s.limit_price
        FROM
          outer1_left_touched,
          public.sales AS s
        WHERE s."day" >= outer1_left_touched.since
          AND s."day" <= outer1_left_touched.until
          AND outer1_left_touched.price <= s.limit_price
        UNION ALL
        SELECT
          sha256(record_send(ROW(s_changes."day", s_changes.limit_price))) AS row_image,
          s_changes."day",
          s_changes.limit_price
        FROM
          outer1_left_touched,
          s_changes
        WHERE s_changes."day" >= outer1_left_touched.since
          AND s_changes."day" <= outer1_left_touched.until
          AND outer1_left_touched.price <= s_changes.limit_price
      ) AS branches (row_image, "day", limit_price)
    GROUP BY
      branches.row_image,
      branches."day",
      branches.limit_price
  ),
  outer1_left_lone AS (
    SELECT
      branches.row_image,
      branches."day",
      (array_agg(branches.limit_price ORDER BY record_send(ROW(branches.limit_price))))[1] AS limit_price,
      CASE WHEN sum(branches.matches) = '0'::numeric THEN 1::bigint ELSE '-1'::bigint END AS __weight
    FROM
      (
        SELECT
          outer1_left_reached.row_image,
          outer1_left_reached."day",
          outer1_left_reached.limit_price,
          1::bigint AS matches,
          1::bigint AS matches_before
        FROM
          outer1_left_reached,
          public.prices AS p
        WHERE outer1_left_reached."day" >= p.since
          AND outer1_left_reached."day" <= p.until
          AND p.price <= outer1_left_reached.limit_price
        UNION ALL
        SELECT
          outer1_left_reached.row_image,
          outer1_left_reached."day",
          outer1_left_reached.limit_price,
          0::bigint AS matches,
          -outer1_left_touched.__weight AS matches_before
        FROM
          outer1_left_reached,
          outer1_left_touched
        WHERE outer1_left_reached."day" >= outer1_left_touched.since
          AND outer1_left_reached."day" <= outer1_left_touched.until
          AND outer1_left_touched.price <= outer1_left_reached.limit_price
      ) AS branches (row_image, "day", limit_price, matches, matches_before)
    GROUP BY
      branches.row_image,
      branches."day",
      branches.limit_price
    HAVING (sum(branches.matches) = '0'::numeric) <> (sum(branches.matches_before) = '0'::numeric)
  )
SELECT
  branches.id,
  branches.day_2 AS "day",
  NULL::numeric AS price,
  branches.__weight
FROM
  (
    SELECT
      outer1_left_lone.row_image,
      outer1_left_lone."day",
      outer1_left_lone.limit_price,
      s.id,
      s."day" AS day_2,
      s.limit_price AS limit_price_2,
      outer1_left_lone.__weight
    FROM
      outer1_left_lone,
      public.sales AS s
    WHERE outer1_left_lone.row_image = sha256(record_send(ROW(s."day", s.limit_price)))
      AND outer1_left_lone."day" = s."day"
      AND ((outer1_left_lone.limit_price = s.limit_price) OR ((outer1_left_lone.limit_price IS NULL) AND (s.limit_price IS NULL)))
    UNION ALL
    SELECT
      outer1_left_lone.row_image,
      outer1_left_lone."day",
      outer1_left_lone.limit_price,
      s_changes.id,
      s_changes."day" AS day_2,
      s_changes.limit_price AS limit_price_2,
      -(outer1_left_lone.__weight * s_changes.__weight) AS __weight
    FROM
      outer1_left_lone,
      s_changes
    WHERE outer1_left_lone.row_image = sha256(record_send(ROW(s_changes."day", s_changes.limit_price)))
      AND outer1_left_lone."day" = s_changes."day"
      AND ((outer1_left_lone.limit_price = s_changes.limit_price) OR ((outer1_left_lone.limit_price IS NULL) AND (s_changes.limit_price IS NULL)))
  ) AS branches (row_image, "day", limit_price, id, day_2, limit_price_2, __weight);
