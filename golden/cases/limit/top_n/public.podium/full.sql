-- FULL refresh of public.podium: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.lot,
      q.amount,
      sha256(record_send(ROW(q.lot::integer, q.amount::numeric))) AS __row_id
    FROM (
      SELECT
        windowed.lot,
        windowed.sum AS amount
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
    ) AS q (lot, amount)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_podium__rows AS s
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
