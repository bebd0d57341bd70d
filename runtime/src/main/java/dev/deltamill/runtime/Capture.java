package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.ColumnType;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the changes of one table are captured, for all stream tables that read it.
 *
 * @param columns that are captured
 */
record Capture(
    QualifiedName captured, QualifiedName buffer, String sha256, String text, List<ColumnType> columns) {
  /** The first attempt does not queue at all, later ones for moments: behind a waiting attempt every writer waits too. */
  private static final int LONGEST_LOCK_TIMEOUT_MILLIS = 50;

  /** The captures of a set by captured table. */
  static SortedMap<QualifiedName, Capture> of(ArtifactSet set) {
    SortedMap<QualifiedName, Capture> captures = new TreeMap<>();
    for (Manifest manifest : set.manifests()) {
      for (SourceFingerprint source : manifest.sources()) {
        if (!source.capture().isEmpty()) {
          Phase phase =
              manifest.phases(Phase.Kind.CAPTURE).stream()
                  .filter(candidate -> candidate.name().equals(source.capture()))
                  .findFirst()
                  .orElseThrow(() -> new IllegalArgumentException(manifest.name() + " has no phase " + source.capture()));
          captures.merge(
              source.captured(),
              new Capture(
                  source.captured(), source.buffer(), phase.sha256(), set.text(manifest, phase), source.columns()),
              Capture::and);
        }
      }
    }
    return captures;
  }

  private Capture and(Capture other) {
    List<ColumnType> all =
        java.util.stream.Stream.concat(columns.stream(), other.columns.stream()).distinct().toList();
    return new Capture(captured, buffer, sha256, text, all);
  }

  boolean covers(Collection<ColumnType> wanted) {
    return columns.containsAll(wanted);
  }

  /** Whether exactly this capture is at work. */
  boolean isInstalled(Session session) throws SQLException {
    List<Observation.Captured> installed =
        session.query(
            """
            SELECT s.triggers, s.members
            FROM deltamill.source s
            WHERE s.name = ? AND s.sha256 = ? AND to_regclass(s.buffer) IS NOT NULL
            """,
            row -> new Observation.Captured(row.getString(1), row.getString(2)),
            captured.sql(),
            sha256);
    return installed.size() == 1 && Decision.complete(installed.getFirst(), state(session));
  }

  private SourceState state(Session session) throws SQLException {
    SourceState state = SourceInspector.inspect(session, Map.of(captured, buffer)).get(captured);
    if (state == null) {
      throw new IllegalStateException("not inspected: " + captured);
    }
    return state;
  }

  /**
   * Installs in a transaction of its own. When it is over, every writer of the table either has finished or is captured: creating a
   * trigger waits for writers and keeps them out for a moment.
   */
  void install(Session session, Backoff backoff) throws SQLException {
    backoff.retry(
        number -> {
          try {
            return session.readCommitted(
                Math.min(1 << Math.min(number, 10), LONGEST_LOCK_TIMEOUT_MILLIS),
                () -> {
                  // Refreshes read the buffer, which gets new columns; it is for them to wait.
                  RefreshTransaction.lockStreamTables(
                      session,
                      session.query(
                          "SELECT stream_table FROM deltamill.consumer WHERE source = ?",
                          row -> row.getString(1),
                          captured.sql()));
                  if (!isInstalled(session)) {
                    execute(session);
                  }
                  return true;
                });
          } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
              throw new Backoff.Busy("other sessions keep writing to " + captured);
            }
            throw e;
          }
        });
  }

  /**
   * A table that was renamed keeps its triggers, and what is written to it would pass for changes of the table that has the name now.
   * Only its owner can drop a trigger by itself; with the function go all of them.
   */
  private void detachOthers(Session session) throws SQLException {
    List<String> functions =
        session.query(
            """
            WITH RECURSIVE tree AS (
              SELECT to_regclass(?)::oid AS member
              UNION
              SELECT i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.member AND NOT i.inhdetachpending
            )
            SELECT DISTINCT f
            FROM deltamill.source s
            CROSS JOIN unnest(s.functions) AS f
            JOIN pg_catalog.pg_trigger g ON g.tgfoid = to_regprocedure(f)
            WHERE s.name = ? AND g.tgrelid NOT IN (SELECT member FROM tree WHERE member IS NOT NULL)
            """,
            row -> row.getString(1),
            captured.sql(),
            captured.sql());
    for (String function : functions) {
      session.execute("DROP FUNCTION " + function + " CASCADE");
    }
  }

  /**
   * Columns of the buffer that have another type than is captured now are added anew. What the buffer holds lacks their values, so
   * whoever has not consumed it is told to read the tables instead.
   */
  private void replaceColumns(Session session) throws SQLException {
    SourceState now = SourceInspector.inspect(session, Map.of(buffer, buffer)).get(buffer);
    if (now == null || !now.exists()) {
      return;
    }
    boolean replaced = false;
    for (ColumnType column : columns) {
      String type = now.columns().get(column.name());
      if (type != null && !type.equals(column.type()) && !type.equals(baseType(session, column.type()))) {
        session.execute("ALTER TABLE %s DROP COLUMN %s".formatted(buffer.sql(), column.name().sql()));
        replaced = true;
      }
    }
    if (replaced) {
      session.update(
          """
          INSERT INTO deltamill.capture_mark (source, xid, reason)
          VALUES (?, pg_current_xact_id(), 'captured columns have other types now')
          """,
          captured.sql());
    }
  }

  /** What a domain is over, as the buffer holds it; any other type itself. */
  private static String baseType(Session session, String type) throws SQLException {
    List<String> bases =
        session.query(
            """
            WITH RECURSIVE base AS (
              SELECT t.typtype, t.typbasetype, t.typtypmod
              FROM pg_type t
              WHERE t.oid = to_regtype(?) AND t.typtype = 'd'
              UNION ALL
              SELECT t.typtype, t.typbasetype, t.typtypmod
              FROM base b
              JOIN pg_type t ON t.oid = b.typbasetype AND t.typtype = 'd')
            SELECT format_type(b.typbasetype, b.typtypmod)
            FROM base b
            JOIN pg_type t ON t.oid = b.typbasetype AND t.typtype <> 'd'
            """,
            row -> row.getString(1),
            type);
    return bases.isEmpty() ? type : bases.getFirst();
  }

  /** Within the caller's transaction. */
  void execute(Session session) throws SQLException {
    detachOthers(session);
    replaceColumns(session);
    String before = state(session).triggers();
    session.execute(text);
    SourceState now = state(session);
    List<String> functions =
        session.query(
            """
            SELECT p.oid::regprocedure::text
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'deltamill' AND starts_with(p.proname, ?)
            ORDER BY 1
            """,
            row -> row.getString(1),
            SourceInspector.functions(buffer));
    session.update(
        """
        INSERT INTO deltamill.source (name, buffer, sha256, text, functions, triggers, members)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE
        SET buffer = excluded.buffer, sha256 = excluded.sha256, text = excluded.text, functions = excluded.functions,
          triggers = excluded.triggers, members = excluded.members
        """,
        captured.sql(),
        buffer.sql(),
        sha256,
        text,
        functions,
        now.triggers(),
        SourceState.members(now.files()));
    // That we touched the triggers ourselves leaves no gap for those who had seen them before.
    session.update(
        "UPDATE deltamill.consumer SET triggers = ? WHERE source = ? AND triggers = ?",
        now.triggers(),
        captured.sql(),
        before);
  }
}
