-- First fill of public.week.
INSERT INTO deltamill.public_week__rows (
  "day",
  planned,
  worked,
  __row_id
)
SELECT
  q."day",
  q.planned,
  q.worked,
  sha256(record_send(ROW(q."day"::integer, q.planned::integer, q.worked::integer))) AS __row_id
FROM (
  SELECT
    COALESCE(p."day", w."day") AS "day",
    p.hours AS planned,
    w.hours AS worked
  FROM
    public.planned AS p
    FULL JOIN public.worked AS w
      ON p."day" = w."day"
) AS q ("day", planned, worked);
ANALYZE deltamill.public_week__rows;
