-- First fill of public.statements.
INSERT INTO deltamill.public_statements__rows (
  owner,
  bookings,
  largest,
  late,
  __row_id
)
SELECT
  q.owner,
  q.bookings,
  q.largest,
  q.late,
  sha256(record_send(ROW(q.owner::text, q.bookings::bigint, q.largest::numeric, q.late::boolean))) AS __row_id
FROM (
  SELECT
    a.owner,
    (
      SELECT
        count(*) AS count
      FROM
        public.bookings AS b
      WHERE b.account = a.id
    ) AS bookings,
    (
      SELECT
        max(b.amount) AS max
      FROM
        public.bookings AS b
      WHERE b.account = a.id
    ) AS largest,
    a.id::numeric > (
      SELECT
        avg(bookings.account) AS avg
      FROM
        public.bookings AS bookings
    ) AS late
  FROM
    public.accounts AS a
) AS q (owner, bookings, largest, late);
ANALYZE deltamill.public_statements__rows;
