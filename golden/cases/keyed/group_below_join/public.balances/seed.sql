-- First fill of public.balances.
INSERT INTO deltamill.public_balances__rows (
  owner,
  balance,
  largest,
  __row_id
)
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
) AS q (owner, balance, largest);
ANALYZE deltamill.public_balances__rows;
