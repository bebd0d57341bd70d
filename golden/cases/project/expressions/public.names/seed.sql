-- First fill of public.names.
INSERT INTO deltamill.public_names__rows (
  name,
  age,
  "day",
  __row_id
)
SELECT
  q.name,
  q.age,
  q."day",
  sha256(record_send(ROW(q.name::text, q.age::text, q."day"::date))) AS __row_id
FROM (
  SELECT
    upper(people.name) AS name,
    CASE WHEN people.id > 2 THEN 'young'::text ELSE 'old'::text END AS age,
    people.born + 1 AS "day"
  FROM
    public.people AS people
) AS q (name, age, "day");
ANALYZE deltamill.public_names__rows;
