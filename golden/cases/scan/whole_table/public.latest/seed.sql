-- First fill of public.latest.
INSERT INTO deltamill.public_latest__rows (
  sensor,
  value,
  note,
  __row_id
)
SELECT
  q.sensor,
  q.value,
  q.note,
  sha256(record_send(ROW(q.sensor::integer, q.value::numeric(8,2), q.note::text))) AS __row_id
FROM (
  SELECT
    readings.sensor,
    readings.value,
    readings.note
  FROM
    public.readings AS readings
) AS q (sensor, value, note);
ANALYZE deltamill.public_latest__rows;
