package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to refresh a set of stream tables, upstream first, within a REPEATABLE READ transaction that has just begun.
 *
 * <p>Why nothing is lost and nothing counted twice: the sources are locked before there is a snapshot, so no DDL changes them
 * between the snapshot and the last read; the rows in {@code deltamill.stream_table} are locked, so nobody else moves the frontier,
 * and had somebody moved it after our snapshot the lock would fail with 40001; the new frontier is this snapshot itself, so
 * "committed before" and "already contained" are one and the same.
 */
final class RefreshTransaction {
  private static final String SEE =
      """
      UPDATE deltamill.consumer
      SET relation = ?::bigint::oid, places = ?, triggers = ?, assumptions = ?
      WHERE stream_table = ? AND source = ?
      """;

  private final Session session;
  private final List<Installed> set;
  private final PhaseListener listener;
  private final Map<String, Fallback> forced;
  private final Map<String, Fallback> failed;
  private final Set<String> blocked = new HashSet<>();
  private final List<RefreshReport.Outcome> outcomes = new ArrayList<>();

  /** Outcomes that go into the history. */
  private final List<RefreshReport.Outcome> recorded = new ArrayList<>();

  /** How the sources of those that were refreshed FULL look. */
  private final List<List<@Nullable Object>> seen = new ArrayList<>();

  /** The stream table whose DIFF phase is being executed. */
  private @Nullable String inDiff;

  /** The stream table that is being refreshed. */
  private @Nullable String current;

  /**
   * Why a stream table is refreshed FULL although DIFF is possible, or left out.
   *
   * @param sqlState of the error, if there was one
   */
  record Fallback(String reason, Optional<String> sqlState) {}

  RefreshTransaction(
      Session session, List<Installed> set, PhaseListener listener, Map<String, Fallback> forced, Map<String, Fallback> failed) {
    this.session = session;
    this.set = set;
    this.listener = listener;
    this.forced = forced;
    this.failed = failed;
  }

  @Nullable String inDiff() {
    return inDiff;
  }

  @Nullable String current() {
    return current;
  }

  List<RefreshReport.Outcome> run() throws SQLException, Backoff.Busy {
    lockSources(session, set);
    listener.done("", "sources locked");
    lockStreamTables(session, set.stream().map(Installed::name).toList());
    listener.done("", "stream tables locked");
    Observation observation = Observation.of(session, set);
    for (Installed installed : set) {
      Observation.TableRow row = observation.table(installed.name());
      if (observation.copied || row == null || !row.generation().equals(installed.generation())) {
        throw new Backoff.Busy("the installed artifacts keep changing");
      }
    }
    listener.done("", "observed");
    for (Installed installed : set) {
      current = installed.name();
      refresh(installed, observation);
      current = null;
    }
    List<String> grown = SourceInspector.grown(session, observation.sources.values());
    if (!grown.isEmpty()) {
      throw new Backoff.Busy("a partition was attached to " + String.join(", ", grown));
    }
    storeFrontiers();
    listener.done("", "frontier stored");
    return outcomes;
  }

  /** All at once: nobody reads the frontier of another, and each statement costs a round trip. */
  private void storeFrontiers() throws SQLException {
    List<String> refreshed =
        outcomes.stream()
            .filter(outcome -> outcome.mode() != RefreshReport.Mode.BLOCKED)
            .map(outcome -> outcome.name().sql())
            .toList();
    session.update(
        """
        UPDATE deltamill.stream_table
        SET frontier = pg_current_snapshot(), consumed = pg_current_xact_id(), state = 'active', state_reason = NULL,
          refreshed_at = clock_timestamp()
        WHERE name = ANY (?)
        """,
        refreshed);
    see(session, seen);
    session.updateEach(
        """
        INSERT INTO deltamill.refresh (stream_table, mode, reason, sqlstate, changed, inserted, updated, deleted, ms)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        recorded.stream().map(RefreshTransaction::row).toList());
  }

  private static List<@Nullable Object> row(RefreshReport.Outcome outcome) {
    return Arrays.asList(
        outcome.name().sql(),
        outcome.mode().name(),
        outcome.reason().orElse(null),
        outcome.sqlState().orElse(null),
        outcome.changed(),
        outcome.rows().inserted(),
        outcome.rows().updated(),
        outcome.rows().deleted(),
        outcome.totalMillis());
  }

  /**
   * Keeps DDL out until the end of the transaction. Never waits: whoever waits while others wait for what it holds can make one of
   * them a deadlock's victim.
   */
  static void lockSources(Session session, List<Installed> set) throws SQLException, Backoff.Busy {
    lockSources(session, set.stream().map(Installed::manifest).toList(), Set.of());
  }

  static void lockSources(Session session, List<Manifest> manifests, Set<QualifiedName> except)
      throws SQLException, Backoff.Busy {
    Set<QualifiedName> tables = new TreeSet<>();
    for (Manifest manifest : manifests) {
      for (SourceFingerprint source : manifest.sources()) {
        if (!except.contains(source.captured())) {
          tables.add(source.captured());
        }
      }
    }
    try {
      lock(session, tables);
    } catch (SQLException e) {
      if (!isAbsence(e)) {
        throw e;
      }
      session.execute("ROLLBACK TO SAVEPOINT sources");
      lockOneByOne(session, tables);
    }
  }

  /** A table that is missing must not keep the others unlocked. */
  private static void lockOneByOne(Session session, Set<QualifiedName> tables) throws SQLException, Backoff.Busy {
    for (QualifiedName table : tables) {
      try {
        lock(session, Set.of(table));
      } catch (SQLException e) {
        if (!isAbsence(e)) {
          throw e;
        }
        session.execute("ROLLBACK TO SAVEPOINT sources");
      }
    }
  }

  private static boolean isAbsence(SQLException e) {
    return SqlState.is(e, SqlState.UNDEFINED_TABLE)
        || SqlState.is(e, SqlState.INVALID_SCHEMA_NAME)
        || SqlState.is(e, SqlState.WRONG_OBJECT_TYPE);
  }

  private static void lock(Session session, Set<QualifiedName> tables) throws SQLException, Backoff.Busy {
    if (tables.isEmpty()) {
      return;
    }
    String names = tables.stream().map(QualifiedName::sql).collect(Collectors.joining(", "));
    try {
      session.execute(
          "SAVEPOINT sources;\nLOCK TABLE %s IN ACCESS SHARE MODE NOWAIT;\nRELEASE SAVEPOINT sources;".formatted(names));
    } catch (SQLException e) {
      if (SqlState.is(e, SqlState.LOCK_NOT_AVAILABLE)) {
        throw new Backoff.Busy("another session changes the definition of one of " + names);
      }
      throw e;
    }
  }

  /** The mutual exclusion of refreshes. */
  static void lockStreamTables(Session session, List<String> names) throws SQLException, Backoff.Busy {
    try {
      session.query(
          "SELECT name FROM deltamill.stream_table WHERE name = ANY (?) ORDER BY name FOR UPDATE NOWAIT",
          row -> row.getString(1),
          names);
    } catch (SQLException e) {
      if (SqlState.isTransient(e)) {
        throw new Backoff.Busy("another session is refreshing or changing " + String.join(", ", names));
      }
      throw e;
    }
  }

  private void refresh(Installed installed, Observation observation) throws SQLException {
    String name = installed.name();
    Fallback fallback = forced.get(name);
    Decision decision =
        Decision.decide(
            installed.manifest(), observation, blocked, Optional.ofNullable(fallback).map(Fallback::reason));
    RefreshReport.Outcome outcome =
        switch (decision) {
          case Decision.Blocked(String reason, boolean needsApply) ->
              block(installed, reason, needsApply && !observation.isKnownToNeedApply(installed.name(), reason));
          case Decision.Full _, Decision.Diff _ when failed.get(name) instanceof Fallback error -> leaveOut(installed, error);
          case Decision.Full(String reason) -> full(installed, observation, reason, fallback);
          case Decision.Diff() -> diff(installed);
        };
    if (outcome.mode() == RefreshReport.Mode.DIFF || outcome.mode() == RefreshReport.Mode.FULL) {
      recorded.add(outcome);
    }
    outcomes.add(outcome);
  }

  private RefreshReport.Outcome block(Installed installed, String reason, boolean newlyNeedsApply) throws SQLException {
    blocked.add(installed.name());
    RefreshReport.Outcome outcome = RefreshReport.Outcome.blocked(installed.manifest().name(), reason);
    if (newlyNeedsApply) {
      session.update(
          "UPDATE deltamill.stream_table SET state = 'needs_apply', state_reason = ? WHERE name = ?",
          reason,
          installed.name());
      recorded.add(outcome);
    }
    return outcome;
  }

  private RefreshReport.Outcome leaveOut(Installed installed, Fallback error) throws SQLException {
    blocked.add(installed.name());
    RefreshReport.Outcome outcome =
        RefreshReport.Outcome.blocked(installed.manifest().name(), error.reason(), error.sqlState());
    recorded.add(outcome);
    return outcome;
  }

  private RefreshReport.Outcome full(
      Installed installed, Observation observation, String reason, @Nullable Fallback fallback) throws SQLException {
    Manifest manifest = installed.manifest();
    SequencedMap<String, Double> millis = new LinkedHashMap<>();
    session.searchPath(manifest.searchPath());
    RefreshReport.Counts rows = writing(installed, manifest.phases(Phase.Kind.FULL).getFirst(), false, millis).rows();
    session.searchPathPinned();
    for (SourceFingerprint source : manifest.sources()) {
      seen.add(sight(installed.name(), source, observation.source(source), observation.captured(source)));
    }
    return new RefreshReport.Outcome(
        manifest.name(),
        RefreshReport.Mode.FULL,
        Optional.of(reason),
        fallback == null ? Optional.empty() : fallback.sqlState(),
        List.of(),
        rows,
        millis);
  }

  /** Remembers how sources look at the stream table's new frontier. */
  static void see(Session session, List<List<@Nullable Object>> sights) throws SQLException {
    session.updateEach(SEE, sights);
  }

  /** How a source looks, as {@link #see} remembers it. */
  static List<@Nullable Object> sight(
      String name, SourceFingerprint source, SourceState now, Observation.@Nullable Captured captured) {
    boolean complete = captured != null && Decision.complete(captured, now);
    return Arrays.asList(
        now.relation(),
        now.places(source),
        // NULL equals nothing: when the triggers are created again, what they missed until then is still unknown.
        complete ? now.triggers() : null,
        now.assumptions(source),
        name,
        source.captured().sql());
  }

  private RefreshReport.Outcome diff(Installed installed) throws SQLException {
    Manifest manifest = installed.manifest();
    inDiff = installed.name();
    SequencedMap<String, Double> millis = new LinkedHashMap<>();
    Set<String> changed = new TreeSet<>();
    // A query without sources has no probe: it never changes.
    for (Phase probe : manifest.phases(Phase.Kind.PROBE)) {
      timed(
          installed,
          probe,
          millis,
          text -> session.executeReading(text, 0, row -> row.getBoolean(2) && changed.add(row.getString(1))));
    }
    RefreshReport.Counts rows = RefreshReport.Counts.ZERO;
    if (!changed.isEmpty()) {
      for (Phase step : manifest.phases(Phase.Kind.DELTA)) {
        if (isDue(step, changed)) {
          timed(installed, step, millis, text -> session.executeReading(text, 0, _ -> true));
        }
      }
      rows = apply(installed, millis);
    }
    inDiff = null;
    return new RefreshReport.Outcome(
        manifest.name(),
        changed.isEmpty() ? RefreshReport.Mode.NONE : RefreshReport.Mode.DIFF,
        Optional.empty(),
        Optional.empty(),
        new ArrayList<>(changed),
        rows,
        millis);
  }

  private RefreshReport.Counts apply(Installed installed, SequencedMap<String, Double> millis) throws SQLException {
    List<Phase> recompute = installed.manifest().phases(Phase.Kind.RECOMPUTE);
    Phase apply = installed.manifest().phases(Phase.Kind.APPLY).getFirst();
    Written merged = writing(installed, apply, !recompute.isEmpty(), millis);
    return merged.left() == 0
        ? merged.rows()
        : merged.rows().plus(writing(installed, recompute.getFirst(), false, millis).rows());
  }

  private static boolean isDue(Phase step, Set<String> changed) {
    return step.triggers().isEmpty() || step.triggers().stream().anyMatch(source -> changed.contains(source.sql()));
  }

  /** What executes a text. */
  @FunctionalInterface
  private interface Execution<T> {
    List<T> run(String text) throws SQLException;
  }

  private <T> List<T> timed(
      Installed installed, Phase phase, SequencedMap<String, Double> millis, Execution<T> execution) throws SQLException {
    long start = System.nanoTime();
    List<T> result = execution.run(installed.text(phase));
    millis.put(phase.name(), (System.nanoTime() - start) / 1e6);
    listener.done(installed.name(), phase.name());
    return result;
  }

  /**
   * What a phase wrote to storage.
   *
   * @param left groups that are yet to be computed
   */
  private record Written(RefreshReport.Counts rows, long left) {
    static final Written NOTHING = new Written(RefreshReport.Counts.ZERO, 0);
  }

  /**
   * @param leaves whether the phase tells what it left
   */
  private Written writing(Installed installed, Phase phase, boolean leaves, SequencedMap<String, Double> millis) throws SQLException {
    List<Written> written =
        timed(
            installed,
            phase,
            millis,
            text ->
                session.executeReading(
                    text,
                    0,
                    row ->
                        new Written(
                            new RefreshReport.Counts(row.getLong(1), row.getLong(2), row.getLong(3)),
                            leaves ? row.getLong(4) : 0)));
    return written.isEmpty() ? Written.NOTHING : written.getFirst();
  }
}
