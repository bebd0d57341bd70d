-- Rows in which public.payers and its query differ; none when all is well.
WITH
  expected AS (
    SELECT
      sha256(record_send(ROW(q.payer::text, q.amounts::numeric[], q.different::bigint, q.middle::double precision, q.share::double precision))) AS identity,
      count(*) AS copies,
      min(ROW(q.payer, q.amounts, q.different, q.middle, q.share)::text) AS row
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
    GROUP BY
      1
  ),
  actual AS (
    SELECT
      sha256(record_send(ROW(q.payer::text, q.amounts::numeric[], q.different::bigint, q.middle::double precision, q.share::double precision))) AS identity,
      count(*) AS copies,
      min(ROW(q.payer, q.amounts, q.different, q.middle, q.share)::text) AS row
    FROM (
      SELECT *
      FROM public.payers
    ) AS q (payer, amounts, different, middle, share)
    GROUP BY
      1
  )
SELECT
  CASE WHEN coalesce(e.copies, 0) > coalesce(a.copies, 0) THEN 'missing' ELSE 'unexpected' END AS side,
  abs(coalesce(e.copies, 0) - coalesce(a.copies, 0)) AS copies,
  coalesce(e.row, a.row) AS row
FROM expected AS e
FULL JOIN actual AS a
  ON e.identity = a.identity
WHERE e.copies IS DISTINCT FROM a.copies;
