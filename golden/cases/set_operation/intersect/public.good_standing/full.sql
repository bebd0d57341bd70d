-- FULL refresh of public.good_standing: storage becomes what the query gives, touching only rows that differ.
WITH
  incoming AS (
    -- the query, each row with its identity
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
    ) AS q (person, city)
  ),
  net AS (
    -- how many copies of each row the query has more than storage
    SELECT
      z.__row_id,
      sum(z.copies)::bigint AS __weight
    FROM (
      SELECT i.__row_id, 1 AS copies FROM incoming AS i
      UNION ALL
      SELECT s.__row_id, -1 FROM deltamill.public_good_standing__rows AS s
    ) AS z
    GROUP BY
      z.__row_id
    HAVING sum(z.copies) <> 0
  ),
  doomed AS (
    -- stored copies of rows that left, counted
    SELECT
      s.ctid,
      row_number() OVER (PARTITION BY s.__row_id) AS copy,
      -n.__weight AS copies
    FROM
      net AS n,
      deltamill.public_good_standing__rows AS s
    WHERE n.__weight < 0
      AND s.__row_id = n.__row_id
  ),
  deleted AS (
    DELETE FROM deltamill.public_good_standing__rows AS s
    USING doomed AS d
    WHERE s.ctid = d.ctid
      AND d.copy <= d.copies
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_good_standing__rows (
      person,
      city,
      __row_id
    )
    SELECT
      a.person,
      a.city,
      a.__row_id
    FROM (
      SELECT DISTINCT ON (i.__row_id)
        i.person,
        i.city,
        i.__row_id,
        n.__weight
      FROM
        net AS n,
        incoming AS i
      WHERE n.__weight > 0
        AND i.__row_id = n.__row_id
    ) AS a
    CROSS JOIN generate_series(1, a.__weight)
    RETURNING 1
  ),
  group1_keys_cleared AS (
    DELETE FROM deltamill.public_good_standing__group1_keys
    RETURNING 1
  ),
  group1_changes_cleared AS (
    DELETE FROM deltamill.public_good_standing__group1_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_good_standing__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  0::bigint AS updated,
  (SELECT count(*) FROM deleted) AS deleted,
  deltamill.multiplicity((SELECT count(*) FROM deleted) + (SELECT coalesce(sum(n.__weight), 0)::bigint FROM net AS n WHERE n.__weight < 0)) AS unmatched;
