-- Change buffer of public.readings_new: a row per change, weight 1 for added and -1 for removed.
CREATE TABLE IF NOT EXISTS deltamill.public_readings_new__changes (
  __xid xid8 NOT NULL,
  __weight smallint NOT NULL
);
ALTER TABLE deltamill.public_readings_new__changes ADD COLUMN IF NOT EXISTS "day" integer;
ALTER TABLE deltamill.public_readings_new__changes ADD COLUMN IF NOT EXISTS sensor integer;
ALTER TABLE deltamill.public_readings_new__changes ADD COLUMN IF NOT EXISTS value integer;

CREATE OR REPLACE FUNCTION deltamill.public_readings_new__capture_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  IF (
    SELECT count(*)
    FROM pg_attribute AS a
    JOIN (VALUES
      ('day', to_regtype('pg_catalog.int4')::oid, -1),
      ('sensor', to_regtype('pg_catalog.int4')::oid, -1),
      ('value', to_regtype('pg_catalog.int4')::oid, -1)
    ) AS e (name, type, modifier)
      ON a.attname = e.name AND a.atttypid = e.type AND a.atttypmod = e.modifier
    WHERE a.attrelid = TG_RELID AND NOT a.attisdropped
  ) <> 3 THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.readings_new', pg_current_xact_id(), 'captured columns are not what they were');
    RETURN NULL;
  END IF;
  IF (
    SELECT count(*) || ' ' || coalesce(bit_xor(hashoidextended(i.inhrelid, 0)), 0)
    FROM pg_inherits AS i
    WHERE i.inhparent = ANY (TG_ARGV[0]::oid[])
  ) <> TG_ARGV[1] THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.readings_new', pg_current_xact_id(), 'rows came or went with partitions or children');
    RETURN NULL;
  END IF;
  INSERT INTO deltamill.public_readings_new__changes (
    __xid,
    __weight,
    "day",
    sensor,
    value
  )
  SELECT
    pg_current_xact_id(),
    1,
    r."day",
    r.sensor,
    r.value
  FROM new_rows AS r;
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_readings_new__capture_insert() FROM PUBLIC;

CREATE OR REPLACE FUNCTION deltamill.public_readings_new__capture_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  IF (
    SELECT count(*)
    FROM pg_attribute AS a
    JOIN (VALUES
      ('day', to_regtype('pg_catalog.int4')::oid, -1),
      ('sensor', to_regtype('pg_catalog.int4')::oid, -1),
      ('value', to_regtype('pg_catalog.int4')::oid, -1)
    ) AS e (name, type, modifier)
      ON a.attname = e.name AND a.atttypid = e.type AND a.atttypmod = e.modifier
    WHERE a.attrelid = TG_RELID AND NOT a.attisdropped
  ) <> 3 THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.readings_new', pg_current_xact_id(), 'captured columns are not what they were');
    RETURN NULL;
  END IF;
  IF (
    SELECT count(*) || ' ' || coalesce(bit_xor(hashoidextended(i.inhrelid, 0)), 0)
    FROM pg_inherits AS i
    WHERE i.inhparent = ANY (TG_ARGV[0]::oid[])
  ) <> TG_ARGV[1] THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.readings_new', pg_current_xact_id(), 'rows came or went with partitions or children');
    RETURN NULL;
  END IF;
  INSERT INTO deltamill.public_readings_new__changes (
    __xid,
    __weight,
    "day",
    sensor,
    value
  )
  SELECT
    pg_current_xact_id(),
    -1,
    r."day",
    r.sensor,
    r.value
  FROM old_rows AS r
  UNION ALL
  SELECT
    pg_current_xact_id(),
    1,
    r."day",
    r.sensor,
    r.value
  FROM new_rows AS r;
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_readings_new__capture_update() FROM PUBLIC;

CREATE OR REPLACE FUNCTION deltamill.public_readings_new__capture_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  IF (
    SELECT count(*)
    FROM pg_attribute AS a
    JOIN (VALUES
      ('day', to_regtype('pg_catalog.int4')::oid, -1),
      ('sensor', to_regtype('pg_catalog.int4')::oid, -1),
      ('value', to_regtype('pg_catalog.int4')::oid, -1)
    ) AS e (name, type, modifier)
      ON a.attname = e.name AND a.atttypid = e.type AND a.atttypmod = e.modifier
    WHERE a.attrelid = TG_RELID AND NOT a.attisdropped
  ) <> 3 THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.readings_new', pg_current_xact_id(), 'captured columns are not what they were');
    RETURN NULL;
  END IF;
  IF (
    SELECT count(*) || ' ' || coalesce(bit_xor(hashoidextended(i.inhrelid, 0)), 0)
    FROM pg_inherits AS i
    WHERE i.inhparent = ANY (TG_ARGV[0]::oid[])
  ) <> TG_ARGV[1] THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.readings_new', pg_current_xact_id(), 'rows came or went with partitions or children');
    RETURN NULL;
  END IF;
  INSERT INTO deltamill.public_readings_new__changes (
    __xid,
    __weight,
    "day",
    sensor,
    value
  )
  SELECT
    pg_current_xact_id(),
    -1,
    r."day",
    r.sensor,
    r.value
  FROM old_rows AS r;
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_readings_new__capture_delete() FROM PUBLIC;

CREATE OR REPLACE FUNCTION deltamill.public_readings_new__capture_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  INSERT INTO deltamill.capture_mark (source, xid, reason)
  VALUES ('public.readings_new', pg_current_xact_id(), 'TRUNCATE');
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_readings_new__capture_truncate() FROM PUBLIC;

CREATE OR REPLACE FUNCTION deltamill.public_readings_new__capture_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  IF (
    SELECT count(*)
    FROM pg_attribute AS a
    JOIN (VALUES
      ('day', to_regtype('pg_catalog.int4')::oid, -1),
      ('sensor', to_regtype('pg_catalog.int4')::oid, -1),
      ('value', to_regtype('pg_catalog.int4')::oid, -1)
    ) AS e (name, type, modifier)
      ON a.attname = e.name AND a.atttypid = e.type AND a.atttypmod = e.modifier
    WHERE a.attrelid = TG_RELID AND NOT a.attisdropped
  ) <> 3 THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.readings_new', pg_current_xact_id(), 'captured columns are not what they were');
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO deltamill.public_readings_new__changes (
      __xid,
      __weight,
      "day",
      sensor,
      value
    )
    VALUES (
      pg_current_xact_id(),
      -1,
      OLD."day",
      OLD.sensor,
      OLD.value
    );
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO deltamill.public_readings_new__changes (
      __xid,
      __weight,
      "day",
      sensor,
      value
    )
    VALUES (
      pg_current_xact_id(),
      1,
      NEW."day",
      NEW.sensor,
      NEW.value
    );
  END IF;
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_readings_new__capture_row() FROM PUBLIC;

-- Triggers on public.readings_new and on every table that holds rows of it.
DO $triggers$
DECLARE
  root CONSTANT oid := 'public.readings_new'::regclass;
  members oid[] := ARRAY[root];
  next int := 1;
  member oid;
  by_row boolean;
  parents oid[];
  children text;
  kind "char";
  event record;
  name text;
BEGIN
  -- A trigger on a table keeps out whoever would add a child to it, so its children are asked for when it has one.
  WHILE next <= cardinality(members) LOOP
    member := members[next];
    IF (SELECT c.relkind FROM pg_class AS c WHERE c.oid = member) <> 'f' THEN
      name := CASE WHEN member = root THEN 'deltamill_capture_truncate' ELSE 'public_readings_new__capture_' || 'truncate' END;
      EXECUTE format(
        'CREATE OR REPLACE TRIGGER %I AFTER TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION deltamill.public_readings_new__capture_truncate()', name, member::regclass);
    END IF;
    members := members || ARRAY(
      SELECT i.inhrelid
      FROM pg_inherits AS i
      WHERE i.inhparent = member AND NOT i.inhdetachpending AND i.inhrelid <> ALL (members)
      ORDER BY i.inhrelid);
    next := next + 1;
  END LOOP;
  -- A statement on a table outside the tree fires none of its statement triggers.
  by_row :=  EXISTS (
    SELECT FROM pg_inherits AS i WHERE i.inhrelid = ANY (members) AND i.inhparent <> ALL (members) AND NOT i.inhdetachpending);
  FOREACH member IN ARRAY members LOOP
    kind := (SELECT c.relkind FROM pg_class AS c WHERE c.oid = member);
    -- A partition that is no partitioned table has no children.
    parents := ARRAY(
      WITH RECURSIVE below AS (
        SELECT member
        UNION
        SELECT i.inhrelid
        FROM below AS b
        JOIN pg_inherits AS i ON i.inhparent = b.member)
      SELECT c.oid
      FROM below AS b
      JOIN pg_class AS c ON c.oid = b.member
      WHERE c.relkind = 'p' OR NOT c.relispartition
      ORDER BY c.oid);
    children := (
      SELECT count(*) || ' ' || coalesce(bit_xor(hashoidextended(i.inhrelid, 0)), 0)
      FROM pg_inherits AS i
      WHERE i.inhparent = ANY (parents));
    FOR event IN
      SELECT *
      FROM (
        VALUES
          ('insert', 'NEW TABLE AS new_rows'),
          ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'),
          ('delete', 'OLD TABLE AS old_rows')
      ) AS e (name, transition)
    LOOP
      name := CASE WHEN member = root THEN 'deltamill_capture_' ELSE 'public_readings_new__capture_' END || event.name;
      IF kind = 'f' THEN
        CONTINUE;
      ELSIF NOT by_row THEN
        EXECUTE format(
          'CREATE OR REPLACE TRIGGER %I AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION deltamill.public_readings_new__capture_%s(%L, %L)',
          name, event.name, member::regclass, event.transition, event.name, parents, children);
      ELSIF kind = 'r' THEN
        EXECUTE format(
          'CREATE OR REPLACE TRIGGER %I AFTER %s ON %s FOR EACH ROW EXECUTE FUNCTION deltamill.public_readings_new__capture_row()', name, event.name, member::regclass);
      ELSIF EXISTS (SELECT FROM pg_trigger AS g WHERE g.tgrelid = member AND g.tgname = name) THEN
        -- Only its owner could drop it.
        EXECUTE format(
          'CREATE OR REPLACE TRIGGER %I AFTER %s ON %s FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION deltamill.public_readings_new__capture_row()',
          name, event.name, member::regclass);
      END IF;
    END LOOP;
  END LOOP;
END
$triggers$;

ANALYZE deltamill.public_readings_new__changes;
