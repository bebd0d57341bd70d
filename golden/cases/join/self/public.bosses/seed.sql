-- First fill of public.bosses.
INSERT INTO deltamill.public_bosses__rows (
  name,
  boss,
  __row_id
)
SELECT
  q.name,
  q.boss,
  sha256(record_send(ROW(q.name::text, q.boss::text))) AS __row_id
FROM (
  SELECT
    s.name,
    b.name AS boss
  FROM
    public.staff AS s,
    public.staff AS b
  WHERE b.id = s.boss
) AS q (name, boss);
ANALYZE deltamill.public_bosses__rows;
