-- Merges the delta into the storage of public.highest: copies that left are deleted, copies that came inserted.
WITH
  delta (bidder, amount, __weight) AS (
    -- whole query: f(after) − stored
    SELECT
      windowed.bidder,
      windowed.amount,
      1::bigint AS __weight
    FROM
      (
        SELECT
          ordered.bidder,
          ordered.amount,
          row_number() OVER (ORDER BY ordered.amount DESC NULLS LAST, sha256(record_send(ROW(ordered.bidder, ordered.amount)))) AS row_number
        FROM (
          SELECT
            bids.bidder,
            bids.amount
          FROM
            public.bids AS bids
        ) AS ordered
      ) AS windowed (bidder, amount, row_number)
    WHERE windowed.row_number > 2::bigint
      AND windowed.row_number <= 12::bigint
    UNION ALL
    SELECT
      stored.bidder,
      stored.amount,
      '-1'::bigint AS __weight
    FROM
      public.highest AS stored
  ),
  incoming AS (
    -- the delta, each row with its identity
    SELECT
      d.bidder,
      d.amount,
      d.__weight,
      sha256(record_send(ROW(d.bidder::text, d.amount::numeric(8,2)))) AS __row_id
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
      deltamill.public_highest__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_highest__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_highest__rows (
      bidder,
      amount,
      __row_id
    )
    SELECT
      a.bidder,
      a.amount,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.bidder,
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
