package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything outside the change buffers on which a refresh decides, as one snapshot shows it. */
final class Observation {
  /** Every stream table, by name. */
  final Map<String, TableRow> tables = new TreeMap<>();

  final Map<QualifiedName, SourceState> sources = new TreeMap<>();

  /** Hash of each view's query. */
  final Map<QualifiedName, String> views = new TreeMap<>();

  private final Map<Key, Seen> seen = new HashMap<>();
  private final Map<Key, String> marks = new HashMap<>();
  private final Map<String, Captured> captured = new HashMap<>();

  /** What was probed, by stream table. */
  private final Map<String, Set<String>> changed = new HashMap<>();

  boolean copied;

  private record Key(String streamTable, String source) {}

  /** A stream table's row in our catalog. */
  record TableRow(String state, @Nullable String reason, boolean filled, String generation) {}

  /** How a source looked when the stream table's frontier was set. */
  record Seen(long relation, @Nullable String places, @Nullable String triggers, List<String> assumptions) {}

  /** How a source looked when its triggers were created. */
  record Captured(String triggers, String members) {}

  static Observation of(Session session, Collection<Installed> set) throws SQLException {
    Observation observation = new Observation();
    session.together(observation.pieces(set));
    return observation;
  }

  /** Also probes, so that it tells whether there is anything to do. */
  static Observation probing(Session session, Collection<Installed> set) throws SQLException {
    Observation observation = new Observation();
    List<Session.Piece> pieces = observation.pieces(set);
    for (Installed installed : set) {
      if (!installed.manifest().phases(Phase.Kind.PROBE).isEmpty()) {
        Set<String> found = observation.changed.computeIfAbsent(installed.name(), _ -> new HashSet<>());
        pieces.add(
            new Session.Piece(
                installed.text(Phase.Kind.PROBE),
                row -> row.getBoolean(2) && found.add(row.getString(1))));
      }
    }
    session.together(pieces);
    return observation;
  }

  private List<Session.Piece> pieces(Collection<Installed> set) {
    Map<QualifiedName, QualifiedName> buffers =
        SourceInspector.buffers(set.stream().flatMap(installed -> installed.manifest().sources().stream()).toList());
    List<Session.Piece> pieces = new java.util.ArrayList<>();
    pieces.add(new Session.Piece(Instance.DIFFERS, row -> copied = row.getBoolean(1)));
    pieces.add(
        new Session.Piece(
            "SELECT name, state, state_reason, frontier IS NOT NULL, generation FROM deltamill.stream_table",
            row ->
                tables.put(
                    row.getString(1),
                    new TableRow(row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5)))));
    pieces.add(
        new Session.Piece(
            "SELECT stream_table, source, coalesce(relation, 0)::bigint, places, triggers, assumptions FROM deltamill.consumer",
            row ->
                seen.put(
                    new Key(row.getString(1), row.getString(2)),
                    new Seen(row.getLong(3), row.getString(4), row.getString(5), Session.texts(row, "assumptions")))));
    pieces.add(
        new Session.Piece(
            "SELECT name, triggers, members FROM deltamill.source",
            row -> captured.put(row.getString(1), new Captured(row.getString(2), row.getString(3)))));
    pieces.add(
        new Session.Piece(
            """
            SELECT k.stream_table, m.source, min(m.reason)
            FROM deltamill.capture_mark m
            JOIN deltamill.consumer k ON k.source = m.source
            JOIN deltamill.stream_table s ON s.name = k.stream_table
            WHERE NOT pg_visible_in_snapshot(m.xid, s.frontier) AND m.xid IS DISTINCT FROM s.consumed
            GROUP BY k.stream_table, m.source
            """,
            row -> marks.put(new Key(row.getString(1), row.getString(2)), row.getString(3))));
    pieces.add(SourceInspector.piece(buffers, sources));
    List<QualifiedName> read = ViewInspector.views(set.stream().map(Installed::manifest).toList());
    if (!read.isEmpty()) {
      pieces.add(ViewInspector.piece(read, views));
    }
    return pieces;
  }

  SourceState source(SourceFingerprint fingerprint) {
    SourceState state = sources.get(fingerprint.captured());
    if (state == null) {
      throw new IllegalStateException("not observed: " + fingerprint.captured());
    }
    return state;
  }

  @Nullable TableRow table(String name) {
    return tables.get(name);
  }

  @Nullable Seen seen(String streamTable, SourceFingerprint source) {
    return seen.get(new Key(streamTable, source.captured().sql()));
  }

  @Nullable String mark(String streamTable, SourceFingerprint source) {
    return marks.get(new Key(streamTable, source.captured().sql()));
  }

  @Nullable Captured captured(SourceFingerprint source) {
    return captured.get(source.captured().sql());
  }

  boolean isKnownToNeedApply(String streamTable, String reason) {
    TableRow row = tables.get(streamTable);
    return row != null && row.state().equals("needs_apply") && reason.equals(row.reason());
  }

  Set<String> changed(String streamTable) {
    return new TreeSet<>(changed.getOrDefault(streamTable, Set.of()));
  }
}
