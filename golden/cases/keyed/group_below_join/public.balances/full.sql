-- FULL refresh of public.balances: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
    SELECT
      q.owner,
      q.balance,
      q.largest,
      sha256(record_send(ROW(q.owner::text, q.balance::numeric, q.largest::numeric))) AS __row_id
    FROM (
      SELECT
        a.owner,
        grouped.sum AS balance,
        grouped.max AS largest
      FROM
        public.accounts AS a,
        (
          SELECT
            bookings.account,
            sum(bookings.amount) AS sum,
            max(bookings.amount) AS max
          FROM
            public.bookings AS bookings
          GROUP BY
            bookings.account
        ) AS grouped (account, sum, max)
      WHERE grouped.account = a.id
    ) AS q (owner, balance, largest)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_balances__rows AS s
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
      deltamill.public_balances__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_balances__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_balances__rows (
      owner,
      balance,
      largest,
      __row_id
    )
    SELECT
      a.owner,
      a.balance,
      a.largest,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.owner,
        i.balance,
        i.largest,
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
    DELETE FROM deltamill.public_balances__group1_keys
    RETURNING 1
  ),
  group1_changes_cleared AS (
    DELETE FROM deltamill.public_balances__group1_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_balances__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
