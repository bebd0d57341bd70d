-- First fill of public.payers.
INSERT INTO deltamill.public_payers__rows (
  payer,
  amounts,
  different,
  middle,
  share,
  __row_id
)
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
) AS q (payer, amounts, different, middle, share);
ANALYZE deltamill.public_payers__rows;
