-- First fill of public.choices.
INSERT INTO deltamill.public_choices__rows (
  tag,
  __row_id
)
SELECT
  q.tag,
  sha256(record_send(ROW(q.tag::text))) AS __row_id
FROM (
  SELECT
    tags.tag
  FROM
    public.tags AS tags
  UNION ALL
  SELECT
    'none'::text AS tag
) AS q (tag);
ANALYZE deltamill.public_choices__rows;
