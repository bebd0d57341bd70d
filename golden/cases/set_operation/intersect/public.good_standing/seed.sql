-- First fill of public.good_standing.
INSERT INTO deltamill.public_good_standing__rows (
  person,
  city,
  __row_id
)
SELECT
  q.person,
  q.city,
  sha256(record_send(ROW(q.person::integer, q.city::text))) AS __row_id
FROM (
  SELECT
    grouped.person,
    c.city
  FROM
    (
      SELECT
        branches.person,
        branches.club,
        count(branches.in_left) AS left_rows,
        count(branches.in_right) AS right_rows
      FROM
        (
          SELECT
            members.person,
            members.club,
            true AS in_left,
            NULL::boolean AS in_right
          FROM
            public.members AS members
          UNION ALL
          SELECT
            payers.person,
            payers.club,
            NULL::boolean AS in_left,
            true AS in_right
          FROM
            public.payers AS payers
        ) AS branches (person, club, in_left, in_right)
      GROUP BY
        branches.person,
        branches.club
    ) AS grouped (person, club, left_rows, right_rows),
    public.clubs AS c
  WHERE grouped.left_rows > 0::bigint
    AND grouped.right_rows > 0::bigint
    AND c.name = grouped.club
) AS q (person, city);
ANALYZE deltamill.public_good_standing__rows;
