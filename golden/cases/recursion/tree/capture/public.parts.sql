-- Change buffer of public.parts: a row per change, weight 1 for added and -1 for removed.
CREATE TABLE IF NOT EXISTS deltamill.public_parts__changes (
  __xid xid8 NOT NULL,
  __weight smallint NOT NULL
);
ALTER TABLE deltamill.public_parts__changes ADD COLUMN IF NOT EXISTS id integer;
ALTER TABLE deltamill.public_parts__changes ADD COLUMN IF NOT EXISTS name text;
ALTER TABLE deltamill.public_parts__changes ADD COLUMN IF NOT EXISTS parent integer;

CREATE OR REPLACE FUNCTION deltamill.public_parts__capture_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  IF (
    SELECT count(*)
    FROM pg_attribute AS a
    JOIN (VALUES
      ('id', to_regtype('pg_catalog.int4')::oid, -1),
      ('name', to_regtype('pg_catalog.text')::oid, -1),
      ('parent', to_regtype('pg_catalog.int4')::oid, -1)
    ) AS e (name, type, modifier)
      ON a.attname = e.name AND a.atttypid = e.type AND a.atttypmod = e.modifier
    WHERE a.attrelid = TG_RELID AND NOT a.attisdropped
  ) <> 3 THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.parts', pg_current_xact_id(), 'captured columns are not what they were');
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhparent = TG_RELID) THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.parts', pg_current_xact_id(), 'rows came or went with partitions or children');
    RETURN NULL;
  END IF;
  INSERT INTO deltamill.public_parts__changes (
    __xid,
    __weight,
    id,
    name,
    parent
  )
  SELECT
    pg_current_xact_id(),
    1,
    r.id,
    r.name,
    r.parent
  FROM new_rows AS r;
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_parts__capture_insert() FROM PUBLIC;

CREATE OR REPLACE FUNCTION deltamill.public_parts__capture_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  IF (
    SELECT count(*)
    FROM pg_attribute AS a
    JOIN (VALUES
      ('id', to_regtype('pg_catalog.int4')::oid, -1),
      ('name', to_regtype('pg_catalog.text')::oid, -1),
      ('parent', to_regtype('pg_catalog.int4')::oid, -1)
    ) AS e (name, type, modifier)
      ON a.attname = e.name AND a.atttypid = e.type AND a.atttypmod = e.modifier
    WHERE a.attrelid = TG_RELID AND NOT a.attisdropped
  ) <> 3 THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.parts', pg_current_xact_id(), 'captured columns are not what they were');
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhparent = TG_RELID) THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.parts', pg_current_xact_id(), 'rows came or went with partitions or children');
    RETURN NULL;
  END IF;
  INSERT INTO deltamill.public_parts__changes (
    __xid,
    __weight,
    id,
    name,
    parent
  )
  SELECT
    pg_current_xact_id(),
    -1,
    r.id,
    r.name,
    r.parent
  FROM old_rows AS r
  UNION ALL
  SELECT
    pg_current_xact_id(),
    1,
    r.id,
    r.name,
    r.parent
  FROM new_rows AS r;
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_parts__capture_update() FROM PUBLIC;

CREATE OR REPLACE FUNCTION deltamill.public_parts__capture_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  IF (
    SELECT count(*)
    FROM pg_attribute AS a
    JOIN (VALUES
      ('id', to_regtype('pg_catalog.int4')::oid, -1),
      ('name', to_regtype('pg_catalog.text')::oid, -1),
      ('parent', to_regtype('pg_catalog.int4')::oid, -1)
    ) AS e (name, type, modifier)
      ON a.attname = e.name AND a.atttypid = e.type AND a.atttypmod = e.modifier
    WHERE a.attrelid = TG_RELID AND NOT a.attisdropped
  ) <> 3 THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.parts', pg_current_xact_id(), 'captured columns are not what they were');
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhparent = TG_RELID) THEN
    INSERT INTO deltamill.capture_mark (source, xid, reason)
    VALUES ('public.parts', pg_current_xact_id(), 'rows came or went with partitions or children');
    RETURN NULL;
  END IF;
  INSERT INTO deltamill.public_parts__changes (
    __xid,
    __weight,
    id,
    name,
    parent
  )
  SELECT
    pg_current_xact_id(),
    -1,
    r.id,
    r.name,
    r.parent
  FROM old_rows AS r;
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_parts__capture_delete() FROM PUBLIC;

CREATE OR REPLACE FUNCTION deltamill.public_parts__capture_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $capture$
BEGIN
  INSERT INTO deltamill.capture_mark (source, xid, reason)
  VALUES ('public.parts', pg_current_xact_id(), 'TRUNCATE');
  RETURN NULL;
END
$capture$;
REVOKE ALL ON FUNCTION deltamill.public_parts__capture_truncate() FROM PUBLIC;

CREATE OR REPLACE TRIGGER deltamill_capture_insert
AFTER INSERT ON public.parts
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION deltamill.public_parts__capture_insert();

CREATE OR REPLACE TRIGGER deltamill_capture_update
AFTER UPDATE ON public.parts
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION deltamill.public_parts__capture_update();

CREATE OR REPLACE TRIGGER deltamill_capture_delete
AFTER DELETE ON public.parts
REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION deltamill.public_parts__capture_delete();

CREATE OR REPLACE TRIGGER deltamill_capture_truncate
AFTER TRUNCATE ON public.parts
FOR EACH STATEMENT EXECUTE FUNCTION deltamill.public_parts__capture_truncate();

ANALYZE deltamill.public_parts__changes;
