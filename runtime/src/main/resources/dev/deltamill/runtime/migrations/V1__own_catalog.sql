-- Deltamill's own catalog. The schema deltamill exists already (CREATE SCHEMA deltamill), and whoever runs this owns it or may
-- create in it. Objects made for a stream table or a source lie in the same schema and have "__" in their names; nothing here has.

-- Where this catalog lives: another cluster or database gives transaction ids another meaning.
CREATE TABLE deltamill.instance (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  system_identifier bigint,
  database_oid oid NOT NULL,
  catalog_oid oid NOT NULL,
  adopted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- One row per stream table. Whoever refreshes it holds the row's lock.
CREATE TABLE deltamill.stream_table (
  name text PRIMARY KEY,
  -- The snapshot up to which the sources' changes are contained; NULL until the first fill.
  frontier pg_snapshot,
  -- The transaction that last refreshed it: its frontier does not show what that transaction itself wrote.
  consumed xid8,
  state text NOT NULL CHECK (state IN ('installing', 'active', 'needs_reinit', 'needs_apply')),
  state_reason text,
  -- Changes with every install, so that nobody goes on with artifacts that are no longer installed.
  generation text NOT NULL,
  manifest text NOT NULL,
  installed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  refreshed_at timestamptz
);

-- The artifacts as they were installed.
CREATE TABLE deltamill.artifact (
  stream_table text NOT NULL REFERENCES deltamill.stream_table (name) ON DELETE CASCADE,
  phase text NOT NULL,
  sha256 text NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (stream_table, phase)
);

-- Tables whose changes are captured.
CREATE TABLE deltamill.source (
  name text PRIMARY KEY,
  buffer text NOT NULL,
  sha256 text NOT NULL,
  text text NOT NULL,
  functions text[] NOT NULL,
  -- Its triggers and children when the triggers were last created.
  triggers text NOT NULL,
  members text NOT NULL
);

-- Which stream table reads which table, and how that table looked when the stream table's frontier was set.
CREATE TABLE deltamill.consumer (
  stream_table text NOT NULL REFERENCES deltamill.stream_table (name) ON DELETE CASCADE,
  source text NOT NULL,
  -- NULL where changes are not captured.
  buffer text,
  relation oid,
  places text,
  triggers text,
  assumptions text[],
  PRIMARY KEY (stream_table, source)
);

-- Written by capture triggers: here the buffer does not tell what changed.
CREATE TABLE deltamill.capture_mark (
  source text NOT NULL,
  xid xid8 NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- What refreshes did; a refresh that found nothing to do leaves no row.
CREATE TABLE deltamill.refresh (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream_table text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  mode text NOT NULL CHECK (mode IN ('DIFF', 'FULL', 'NONE', 'BLOCKED')),
  reason text,
  sqlstate text,
  changed text[] NOT NULL,
  inserted bigint NOT NULL,
  updated bigint NOT NULL,
  deleted bigint NOT NULL,
  ms double precision NOT NULL
);
CREATE INDEX refresh_of_stream_table ON deltamill.refresh (stream_table, id);

-- How many copies of a row a sum of weights stands for.
CREATE FUNCTION deltamill.multiplicity(weight bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF weight < 0 THEN
    RAISE EXCEPTION 'a row has % copies', weight USING
      ERRCODE = 'DM001',
      HINT = 'The change buffer and the stream table contradict each other; a FULL refresh repairs the stream table.';
  END IF;
  RETURN weight;
END
$$;
REVOKE ALL ON FUNCTION deltamill.multiplicity(bigint) FROM PUBLIC;

-- The cluster's identifier, or NULL where this role may not read it.
CREATE FUNCTION deltamill.cluster() RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') THEN
    RETURN (SELECT system_identifier FROM pg_catalog.pg_control_system());
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION deltamill.cluster() FROM PUBLIC;
