-- dependent join: f(x, S before its change) subtracted from f(x, S after it)
-- Runs when public.items changed.
INSERT INTO deltamill.public_found__apply1_changes (
  id,
  n,
  s,
  row_number,
  "any",
  __weight
)
SELECT
  apply1_1_rows.id,
  apply1_1_rows.n,
  apply1_1_rows.s,
  apply1_1_rows.row_number,
  apply1_1_rows.id = ANY (
    SELECT
      windowed.id
    FROM
      (
        SELECT
          ordered.id,
          ordered.n,
          ordered.s,
          row_number() OVER (PARTITION BY ordered.s ORDER BY sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
        FROM (
          SELECT
            items.id,
            items.n,
            items.s
          FROM
            public.items AS items
        ) AS ordered
      ) AS windowed (id, n, s, row_number)
    WHERE windowed.row_number <= 1::bigint
      AND windowed.n < 100
  ) AS "any",
  apply1_1_rows.__weight
FROM
  deltamill.public_found__apply1_1_rows AS apply1_1_rows
UNION ALL
SELECT
  apply1_1_rows.id,
  apply1_1_rows.n,
  apply1_1_rows.s,
  apply1_1_rows.row_number,
  apply1_1_rows.id = ANY (
    SELECT
      bag.id
    FROM
      (
        SELECT
          netted.id
        FROM (
          SELECT DISTINCT ON (identified.__identity)
            identified.id,
            sum(identified.__weight) OVER (PARTITION BY identified.__identity) AS __copies
          FROM (
            SELECT
              zset.id,
              zset.__weight,
              sha256(record_send(ROW(zset.id))) AS __identity
            FROM (
              SELECT
                windowed.id,
                1::bigint AS __weight
              FROM
                (
                  SELECT
                    ordered.id,
                    ordered.n,
                    ordered.s,
                    row_number() OVER (PARTITION BY ordered.s ORDER BY sha256(record_send(ROW(ordered.id, ordered.n, ordered.s)))) AS row_number
                  FROM (
                    SELECT
                      items.id,
                      items.n,
                      items.s
                    FROM
                      public.items AS items
                  ) AS ordered
                ) AS windowed (id, n, s, row_number)
              WHERE windowed.row_number <= 1::bigint
                AND windowed.n < 100
              UNION ALL
              SELECT
                window2_changes.id,
                -window2_changes.__weight AS __weight
              FROM
                deltamill.public_found__window2_changes AS window2_changes
            ) AS zset
          ) AS identified
        ) AS netted
        CROSS JOIN generate_series(1, deltamill.multiplicity(netted.__copies::bigint))
      ) AS bag (id)
  ) AS "any",
  -apply1_1_rows.__weight AS __weight
FROM
  deltamill.public_found__apply1_1_rows AS apply1_1_rows;
