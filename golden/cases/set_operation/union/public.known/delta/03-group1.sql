-- keyed operator: f(after where key ∈ K) − f(before where key ∈ K)
-- Runs when public.asked or public.blocked changed.
INSERT INTO deltamill.public_known__group1_changes (
  customer,
  "?column?",
  left_rows,
  right_rows,
  __weight
)
WITH
  frontier AS (
    -- up to where public.known contains its sources, and the transaction that made it so
    SELECT
      t.frontier,
      t.consumed
    FROM
      deltamill.stream_table AS t
    WHERE t.name = 'public.known'
  ),
  asked_changes AS (
    -- public.asked: what changed since the frontier
    SELECT
      c.customer,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_asked__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  ),
  blocked_changes AS (
    -- public.blocked: what changed since the frontier
    SELECT
      c.customer,
      c.__weight::bigint AS __weight
    FROM
      deltamill.public_blocked__changes AS c
    WHERE c.__xid >= (SELECT pg_snapshot_xmin(f.frontier) FROM frontier AS f)
      AND NOT pg_visible_in_snapshot(c.__xid, (SELECT f.frontier FROM frontier AS f))
      AND NOT coalesce(c.__xid = (SELECT f.consumed FROM frontier AS f), false)
  )
SELECT
  branches.customer,
  branches."?column?",
  count(branches.in_left) AS left_rows,
  count(branches.in_right) AS right_rows,
  1::bigint AS __weight
FROM
  (
    SELECT
      asked.customer,
      NULL::text AS "?column?",
      true AS in_left,
      NULL::boolean AS in_right
    FROM
      (
        SELECT
          group1_keys.customer,
          group1_keys."?column?"
        FROM
          deltamill.public_known__group1_keys AS group1_keys
        GROUP BY
          group1_keys.customer,
          group1_keys."?column?"
      ) AS grouped (customer, "?column?"),
      public.asked AS asked
    WHERE ((grouped.customer = asked.customer) OR ((grouped.customer IS NULL) AND (asked.customer IS NULL)))
      AND ((grouped."?column?" = NULL::text) OR ((grouped."?column?" IS NULL) AND (NULL::text IS NULL)))
    UNION ALL
    SELECT
      blocked.customer,
      NULL::text AS "?column?",
      NULL::boolean AS in_left,
      true AS in_right
    FROM
      (
        SELECT
          group1_keys.customer,
          group1_keys."?column?"
        FROM
          deltamill.public_known__group1_keys AS group1_keys
        GROUP BY
          group1_keys.customer,
          group1_keys."?column?"
      ) AS grouped (customer, "?column?"),
      public.blocked AS blocked
    WHERE ((grouped.customer = blocked.customer) OR ((grouped.customer IS NULL) AND (blocked.customer IS NULL)))
      AND ((grouped."?column?" = NULL::text) OR ((grouped."?column?" IS NULL) AND (NULL::text IS NULL)))
  ) AS branches (customer, "?column?", in_left, in_right)
GROUP BY
  branches.customer,
  branches."?column?"
UNION ALL
SELECT
  bag.customer,
  bag."?column?",
  count(bag.in_left) AS left_rows,
  count(bag.in_right) AS right_rows,
  '-1'::bigint AS __weight
FROM
  (
    SELECT
      netted.customer,
      netted."?column?",
      netted.in_left,
      netted.in_right
    FROM (
      SELECT DISTINCT ON (identified.__identity)
        identified.customer,
        identified."?column?",
        identified.in_left,
        identified.in_right,
        sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
      FROM (
        SELECT
          zset.customer,
          zset."?column?",
          zset.in_left,
          zset.in_right,
          zset.__weight,
          sha256(record_send(ROW(zset.customer, zset."?column?", zset.in_left, zset.in_right))) AS __identity
        FROM (
          SELECT
            branches.customer,
            NULL::text AS "?column?",
            true AS in_left,
            NULL::boolean AS in_right,
            branches.__weight
          FROM
            (
              SELECT
                asked.customer,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.customer,
                    group1_keys."?column?"
                  FROM
                    deltamill.public_known__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.customer,
                    group1_keys."?column?"
                ) AS grouped (customer, "?column?"),
                public.asked AS asked
              WHERE ((grouped.customer = asked.customer) OR ((grouped.customer IS NULL) AND (asked.customer IS NULL)))
                AND ((grouped."?column?" = NULL::text) OR ((grouped."?column?" IS NULL) AND (NULL::text IS NULL)))
              UNION ALL
              SELECT
                asked_changes.customer,
                -asked_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.customer,
                    group1_keys."?column?"
                  FROM
                    deltamill.public_known__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.customer,
                    group1_keys."?column?"
                ) AS grouped (customer, "?column?"),
                asked_changes
              WHERE ((grouped.customer = asked_changes.customer) OR ((grouped.customer IS NULL) AND (asked_changes.customer IS NULL)))
                AND ((grouped."?column?" = NULL::text) OR ((grouped."?column?" IS NULL) AND (NULL::text IS NULL)))
            ) AS branches (customer, __weight)
          UNION ALL
          SELECT
            branches.customer,
            NULL::text AS "?column?",
            NULL::boolean AS in_left,
            true AS in_right,
            branches.__weight
          FROM
            (
              SELECT
                blocked.customer,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    group1_keys.customer,
                    group1_keys."?column?"
                  FROM
                    deltamill.public_known__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.customer,
                    group1_keys."?column?"
                ) AS grouped (customer, "?column?"),
                public.blocked AS blocked
              WHERE ((grouped.customer = blocked.customer) OR ((grouped.customer IS NULL) AND (blocked.customer IS NULL)))
                AND ((grouped."?column?" = NULL::text) OR ((grouped."?column?" IS NULL) AND (NULL::text IS NULL)))
              UNION ALL
              SELECT
                blocked_changes.customer,
                -blocked_changes.__weight AS __weight
              FROM
                (
                  SELECT
                    group1_keys.customer,
                    group1_keys."?column?"
                  FROM
                    deltamill.public_known__group1_keys AS group1_keys
                  GROUP BY
                    group1_keys.customer,
                    group1_keys."?column?"
                ) AS grouped (customer, "?column?"),
                blocked_changes
              WHERE ((grouped.customer = blocked_changes.customer) OR ((grouped.customer IS NULL) AND (blocked_changes.customer IS NULL)))
                AND ((grouped."?column?" = NULL::text) OR ((grouped."?column?" IS NULL) AND (NULL::text IS NULL)))
            ) AS branches (customer, __weight)
        ) AS zset
      ) AS identified
    ) AS netted
    CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
  ) AS bag (customer, "?column?", in_left, in_right)
GROUP BY
  bag.customer,
  bag."?column?";
