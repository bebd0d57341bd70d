-- Merges the delta into the storage of public.podium: copies that left are deleted, copies that came inserted.
WITH
  delta (lot, amount, __weight) AS (
    -- whole query: f(after) − stored
    SELECT
      windowed.lot,
      windowed.sum AS amount,
      1::bigint AS __weight
    FROM
      (
        SELECT
          ordered.lot,
          ordered.sum,
          rank() OVER (ORDER BY ordered.sum DESC) AS rank
        FROM (
          SELECT
            bids.lot,
            sum(bids.amount) AS sum
          FROM
            public.bids AS bids
          GROUP BY
            bids.lot
        ) AS ordered
      ) AS windowed (lot, sum, rank)
    WHERE windowed.rank <= 2::bigint
    UNION ALL
    SELECT
      stored.lot,
      stored.amount,
      '-1'::bigint AS __weight
    FROM
      public.podium AS stored
  ),
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.lot,
      d.amount,
      d.__weight,
      sha256(record_send(ROW(d.lot::integer, d.amount::numeric))) AS __row_id
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
      deltamill.public_podium__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_podium__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_podium__rows (
      lot,
      amount,
      __row_id
    )
    SELECT
      a.lot,
      a.amount,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.lot,
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
