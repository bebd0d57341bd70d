-- First fill of public.recent.
INSERT INTO deltamill.public_recent__rows (
  sensor,
  "day",
  value,
  __row_id
)
SELECT
  q.sensor,
  q."day",
  q.value,
  sha256(record_send(ROW(q.sensor::integer, q."day"::integer, q.value::integer))) AS __row_id
FROM (
  SELECT
    readings_new.sensor,
    readings_new."day",
    readings_new.value
  FROM
    public.readings_new AS readings_new
  WHERE readings_new.value > 100
) AS q (sensor, "day", value);
ANALYZE deltamill.public_recent__rows;
