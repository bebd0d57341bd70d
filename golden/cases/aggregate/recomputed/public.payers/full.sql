-- FULL refresh of public.payers: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.payer,
      q.amounts,
      q.different,
      q.middle,
      q.share,
      sha256(record_send(ROW(q.payer::text, q.amounts::numeric[], q.different::bigint, q.middle::double precision, q.share::double precision))) AS __row_id
    FROM (
      SELECT
        payments.payer,
        array_agg(payments.amount ORDER BY payments.amount DESC NULLS LAST, record_send(ROW(payments.amount))) AS amounts,
        count(DISTINCT payments.amount) AS different,
        percentile_cont(0.5::double precision) WITHIN GROUP (ORDER BY payments.amount::double precision) FILTER (WHERE (payments.amount > 5::numeric) IS TRUE) AS middle,
        sum(payments.share ORDER BY record_send(ROW(payments.share))) AS share
      FROM
        public.payments AS payments
      GROUP BY
        payments.payer
    ) AS q (payer, amounts, different, middle, share)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_payers__rows AS s
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
      deltamill.public_payers__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_payers__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_payers__rows (
      payer,
      amounts,
      different,
      middle,
      share,
      __row_id
    )
    SELECT
      a.payer,
      a.amounts,
      a.different,
      a.middle,
      a.share,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.payer,
        i.amounts,
        i.different,
        i.middle,
        i.share,
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
  ),
  group1_keys_cleared AS (
    DELETE FROM deltamill.public_payers__group1_keys
    RETURNING 1
  ),
  group1_changes_cleared AS (
    DELETE FROM deltamill.public_payers__group1_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_payers__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
