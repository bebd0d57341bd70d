-- Merges the delta into the storage of public.known: what it contributes is added to the groups' states.
WITH
  changed AS (
    -- one row per changed group: what its states change by
    SELECT
      d.customer,
      d.city,
      coalesce(sum(d.__count), 0)::bigint AS __count,
      hash_record_extended(ROW(d.customer, d.city), 0) AS __key_hash
    FROM
      deltamill.public_known__delta AS d
    GROUP BY
      d.customer,
      d.city
  ),
  merged AS (
    -- stored states plus what changed
    SELECT
      c.customer,
      c.city,
      c.__key_hash,
      s.ctid AS __ctid,
      deltamill.multiplicity(coalesce(s.__count, 0) + c.__count) AS __count
    FROM changed AS c
    LEFT JOIN deltamill.public_known__rows AS s
      ON s.__key_hash = c.__key_hash
        AND s.customer IS NOT DISTINCT FROM c.customer
        AND s.city IS NOT DISTINCT FROM c.city
  ),
  wanted AS (
    -- the rows that storage should hold for the changed groups
    SELECT
      g.customer,
      g.city,
      g.__count,
      hash_record_extended(ROW(g.customer, g.city), 0) AS __key_hash,
      g.__ctid
    FROM
      merged AS g
    WHERE g.__count > 0
  ),
  deleted AS (
    DELETE FROM deltamill.public_known__rows AS s
    USING merged AS w
    WHERE s.ctid = w.__ctid
      AND w.__count = 0
    RETURNING 1
  ),
  updated AS (
    UPDATE deltamill.public_known__rows AS s
    SET
      customer = w.customer,
      city = w.city,
      __count = w.__count,
      __key_hash = w.__key_hash
    FROM wanted AS w
    WHERE s.ctid = w.__ctid
      AND ROW(s.customer, s.city, s.__count, s.__key_hash)::record OPERATOR(pg_catalog.*<>) ROW(w.customer, w.city, w.__count, w.__key_hash)::record
    RETURNING 1
  ),
  inserted AS (
    INSERT INTO deltamill.public_known__rows (
      customer,
      city,
      __count,
      __key_hash
    )
    SELECT
      w.customer,
      w.city,
      w.__count,
      w.__key_hash
    FROM wanted AS w
    WHERE w.__ctid IS NULL
    RETURNING 1
  ),
  group1_keys_cleared AS (
    DELETE FROM deltamill.public_known__group1_keys
    RETURNING 1
  ),
  group1_changes_cleared AS (
    DELETE FROM deltamill.public_known__group1_changes
    RETURNING 1
  ),
  delta_cleared AS (
    DELETE FROM deltamill.public_known__delta
    RETURNING 1
  )
SELECT
  (SELECT count(*) FROM inserted) AS inserted,
  (SELECT count(*) FROM updated) AS updated,
  (SELECT count(*) FROM deleted) AS deleted;
