package dev.deltamill.runtime;

import dev.deltamill.codegen.artifact.ManifestJson;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to a set of artifacts.
 *
 * <p>Each stream table is installed in committed steps: it is registered, so that from then on nobody prunes what it will need; the
 * changes of its sources are captured; then, in a new snapshot, it is filled and gets its frontier. In one transaction, writers that
 * were active when capture began would be lost. A crash in between leaves the state {@code installing}, which another run completes.
 */
public final class Installer {
  private final ConnectionSource source;
  private final PhaseListener listener;
  private final InstallCheck check;
  private final Backoff backoff;

  public Installer(ConnectionSource source) {
    this(source, PhaseListener.NONE, InstallCheck.NONE, Backoff.DEFAULT);
  }

  public Installer(ConnectionSource source, PhaseListener listener, InstallCheck check, Backoff backoff) {
    this.source = source;
    this.listener = listener;
    this.check = check;
    this.backoff = backoff;
  }

  /**
   * @param removeAbsent whether stream tables that the set does not have are dropped
   * @throws Problem when a check fails: then nothing was changed; or when the database refuses: then stream tables that were
   *     reported as installed before remain so, others are as they were
   */
  public InstallReport install(ArtifactSet set, boolean removeAbsent) {
    Preconditions.checkHashes(set);
    try (Session session = Session.open(source)) {
      boolean exists = OwnCatalog.version(session).isPresent();
      List<Installed> before = exists ? installed(session) : List.of();
      backoff.retry(
          _ ->
              session.readCommitted(
                  Refresher.LOCK_TIMEOUT_MILLIS,
                  () -> {
                    new Preconditions(session, set, before, removeAbsent).check();
                    return true;
                  }));
      OwnCatalog.migrate(session, source);
      if (Instance.differs(session)) {
        Instance.adopt(session, backoff);
      }
      Set<String> installing = names(session, "installing");
      InstallPlan plan = InstallPlan.of(set, before, installing);
      backoff.retry(
          _ -> {
            new QueryCheck(session, set, plan).check();
            return true;
          });
      new Installation(session, set, plan).run();
      return report(session, plan, removeAbsent);
    } catch (SQLException e) {
      throw SqlState.is(e, SqlState.DEPENDENT_OBJECTS) ? Dropper.dependents(e) : Failures.explain(e);
    }
  }

  private static List<Installed> installed(Session session) throws SQLException {
    OwnCatalog.require(session);
    return Installed.all(session);
  }

  private static Set<String> names(Session session, String state) throws SQLException {
    return new HashSet<>(
        session.query("SELECT name FROM deltamill.stream_table WHERE state = ?", row -> row.getString(1), state));
  }

  private InstallReport report(Session session, InstallPlan plan, boolean removeAbsent) throws SQLException {
    List<InstallReport.Entry> entries = new ArrayList<>();
    plan.actions().forEach((name, action) -> entries.add(new InstallReport.Entry(name, action)));
    for (Installed item : plan.absent()) {
      entries.add(
          new InstallReport.Entry(
              item.manifest().name(),
              removeAbsent ? InstallReport.Action.REMOVED : InstallReport.Action.NOT_IN_SET));
    }
    Dropper dropper = new Dropper(source, backoff);
    if (removeAbsent) {
      dropper.drop(session, plan.absent());
    }
    dropper.sweep(session);
    return new InstallReport(entries);
  }

  /** One run. */
  private final class Installation {
    private final Session session;
    private final ArtifactSet set;
    private final InstallPlan plan;
    private final Map<QualifiedName, Capture> captures;

    Installation(Session session, ArtifactSet set, InstallPlan plan) {
      this.session = session;
      this.set = set;
      this.plan = plan;
      this.captures = Capture.of(set);
    }

    void run() throws SQLException {
      for (List<Manifest> group : plan.groups()) {
        try {
          prepare(group);
          backoff.retry(number -> fill(group, number));
        } catch (SQLException | Problem e) {
          withdraw(group);
          throw e;
        }
        listener.done("", "committed");
      }
      update();
    }

    private void prepare(List<Manifest> group) throws SQLException {
      backoff.retry(_ -> transiently(() -> register(group)));
      listener.done("", "registered");
      capture(group);
      listener.done("", "captured");
    }

    private boolean transiently(Session.Work<Boolean> work) throws SQLException, Backoff.Busy {
      try {
        return session.readCommitted(Refresher.LOCK_TIMEOUT_MILLIS, work);
      } catch (SQLException e) {
        if (SqlState.isTransient(e)) {
          throw new Backoff.Busy("another session is refreshing or changing the same stream tables");
        }
        throw e;
      }
    }

    private boolean register(List<Manifest> group) throws SQLException, Backoff.Busy {
      List<String> tables =
          group.stream()
              .flatMap(manifest -> manifest.sources().stream())
              .map(fingerprint -> fingerprint.captured().sql())
              .distinct()
              .toList();
      // Who removes a capture that nobody reads locks the same rows.
      session.query(
          "SELECT 1 FROM deltamill.source WHERE name = ANY (?) ORDER BY name FOR UPDATE", row -> row.getInt(1), tables);
      for (Manifest manifest : group) {
        String name = manifest.name().sql();
        RefreshTransaction.lockStreamTables(session, List.of(name));
        int added =
            session.update(
                """
                INSERT INTO deltamill.stream_table (name, state, generation, manifest)
                VALUES (?, 'installing', ?, ?)
                ON CONFLICT DO NOTHING
                """,
                name,
                UUID.randomUUID().toString(),
                ManifestJson.write(manifest));
        if (added == 1) {
          storeTexts(manifest);
        }
        for (SourceFingerprint fingerprint : manifest.sources()) {
          consume(name, fingerprint);
        }
      }
      return true;
    }

    private void consume(String name, SourceFingerprint fingerprint) throws SQLException {
      session.update(
          """
          INSERT INTO deltamill.consumer (stream_table, source, buffer)
          VALUES (?, ?, ?)
          ON CONFLICT (stream_table, source) DO UPDATE SET buffer = coalesce(excluded.buffer, consumer.buffer)
          """,
          name,
          fingerprint.captured().sql(),
          fingerprint.capture().isEmpty() ? null : fingerprint.buffer().sql());
    }

    private void storeTexts(Manifest manifest) throws SQLException {
      String name = manifest.name().sql();
      session.update("DELETE FROM deltamill.artifact WHERE stream_table = ?", name);
      for (Phase phase : manifest.phases()) {
        session.update(
            "INSERT INTO deltamill.artifact (stream_table, phase, sha256, text) VALUES (?, ?, ?, ?)",
            name,
            phase.name(),
            phase.sha256(),
            set.text(manifest, phase));
      }
    }

    /** Captures on tables that exist; those on storage that is yet to be created come with it. */
    private void capture(List<Manifest> group) throws SQLException {
      Set<QualifiedName> created = storages(group);
      Set<QualifiedName> wanted = new TreeSet<>();
      for (Manifest manifest : group) {
        for (SourceFingerprint fingerprint : manifest.sources()) {
          if (!fingerprint.capture().isEmpty() && !created.contains(fingerprint.captured())) {
            wanted.add(fingerprint.captured());
          }
        }
      }
      for (QualifiedName table : wanted) {
        capture(table);
      }
    }

    private void capture(QualifiedName table) throws SQLException {
      Capture capture = captures.get(table);
      if (capture != null && !capture.isInstalled(session)) {
        capture.install(session, backoff);
      }
    }

    private static Set<QualifiedName> storages(List<Manifest> group) {
      Set<QualifiedName> storages = new TreeSet<>();
      group.forEach(manifest -> storages.add(manifest.storage()));
      return storages;
    }

    private List<RefreshReport.Outcome> fill(List<Manifest> group, int number) throws SQLException, Backoff.Busy {
      if (number > 0) {
        // Somebody may have removed what the first attempt found.
        capture(group);
      }
      try {
        return session.repeatableRead(Refresher.LOCK_TIMEOUT_MILLIS, () -> fill(group));
      } catch (SQLException e) {
        if (SqlState.isTransient(e)) {
          throw new Backoff.Busy("other sessions use the same tables");
        }
        throw e;
      }
    }

    private List<RefreshReport.Outcome> fill(List<Manifest> group) throws SQLException, Backoff.Busy {
      Set<QualifiedName> created = storages(group);
      RefreshTransaction.lockSources(session, group, created);
      listener.done("", "sources locked");
      RefreshTransaction.lockStreamTables(session, group.stream().map(manifest -> manifest.name().sql()).toList());
      Map<QualifiedName, ViewExtras> extras = new TreeMap<>();
      for (Installed old : replaced(group)) {
        extras.put(old.manifest().name(), ViewExtras.of(session, old.manifest().name()));
        session.execute(old.text(Phase.Kind.DROP));
      }
      for (Manifest manifest : group) {
        session.execute(text(manifest, Phase.Kind.STORAGE));
        checkColumns(manifest);
        ViewExtras kept = extras.get(manifest.name());
        if (kept != null) {
          kept.restore(session, manifest);
        }
        session.searchPath(manifest.searchPath());
        check.check(session.connection(), set, manifest);
        session.execute(text(manifest, Phase.Kind.SEED));
        session.searchPathPinned();
        listener.done(manifest.name().sql(), "seed");
        Capture capture = captures.get(manifest.storage());
        if (capture != null && readsWithin(group, manifest.storage())) {
          capture.execute(session);
        }
      }
      for (Manifest manifest : group) {
        settle(manifest);
      }
      listener.done("", "frontier stored");
      return List.of();
    }

    private static boolean readsWithin(List<Manifest> group, QualifiedName storage) {
      return group.stream()
          .flatMap(manifest -> manifest.sources().stream())
          .anyMatch(fingerprint -> fingerprint.captured().equals(storage) && !fingerprint.capture().isEmpty());
    }

    /** What has storage already, consumers first. */
    private List<Installed> replaced(List<Manifest> group) throws SQLException {
      Set<String> installing = names(session, "installing");
      return Installed.all(session).reversed().stream()
          .filter(item -> group.stream().anyMatch(manifest -> manifest.name().equals(item.manifest().name())))
          .filter(item -> !installing.contains(item.name()))
          .toList();
    }

    private String text(Manifest manifest, Phase.Kind kind) {
      return set.text(manifest, manifest.phases(kind).getFirst());
    }

    private void checkColumns(Manifest manifest) throws SQLException {
      List<Manifest.ColumnType> columns =
          session.query(
              """
              SELECT a.attname, format_type(a.atttypid, a.atttypmod)
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0
              ORDER BY a.attnum
              """,
              row ->
                  new Manifest.ColumnType(new dev.deltamill.ir.name.Identifier(row.getString(1)), row.getString(2)),
              manifest.name().schema().value(),
              manifest.name().name().value());
      if (!columns.equals(manifest.columns())) {
        throw new Problem(
            Problem.Code.COLUMNS_DIFFER,
            "%s: the server gives the view the columns %s and not %s".formatted(manifest.name(), columns, manifest.columns()),
            "Take a new snapshot with deltamill catalog and compile again; nothing was changed.");
      }
    }

    /** Everything that makes it an installed stream table at this transaction's snapshot. */
    private void settle(Manifest manifest) throws SQLException, Backoff.Busy {
      String name = manifest.name().sql();
      List<String> tables =
          manifest.sources().stream().map(fingerprint -> fingerprint.captured().sql()).toList();
      session.update("DELETE FROM deltamill.consumer WHERE stream_table = ? AND source <> ALL (?)", name, tables);
      storeTexts(manifest);
      Installed now = new Installed(manifest, "", Map.of());
      Observation observation = Observation.of(session, List.of(now));
      fits(ViewInspector.misfits(manifest, observation.views, observation.sources));
      List<List<@Nullable Object>> sights = new ArrayList<>();
      for (SourceFingerprint fingerprint : manifest.sources()) {
        SourceState state = observation.source(fingerprint);
        fits(state.misfits(fingerprint, List.of()));
        Observation.Captured captured = observation.captured(fingerprint);
        if (!fingerprint.capture().isEmpty() && (captured == null || !Decision.complete(captured, state))) {
          throw new Backoff.Busy("the triggers on %s were removed meanwhile".formatted(fingerprint.table()));
        }
        session.update(
            "UPDATE deltamill.consumer SET buffer = ? WHERE stream_table = ? AND source = ?",
            fingerprint.capture().isEmpty() ? null : fingerprint.buffer().sql(),
            name,
            fingerprint.captured().sql());
        sights.add(RefreshTransaction.sight(name, fingerprint, state, captured));
      }
      RefreshTransaction.see(session, sights);
      session.update(
          """
          UPDATE deltamill.stream_table
          SET frontier = pg_current_snapshot(), consumed = pg_current_xact_id(), state = 'active', state_reason = NULL,
            generation = ?, manifest = ?, installed_at = clock_timestamp(), refreshed_at = clock_timestamp()
          WHERE name = ?
          """,
          UUID.randomUUID().toString(),
          ManifestJson.write(manifest),
          name);
    }

    private static void fits(List<String> misfits) {
      if (!misfits.isEmpty()) {
        throw new Problem(
            Problem.Code.SOURCE_DIFFERS,
            "a table was changed meanwhile: " + String.join("; ", misfits),
            "Take a new snapshot with deltamill catalog and compile again; nothing was changed.");
      }
    }

    /** After an error, not after a crash: what was new is gone again. */
    private void withdraw(List<Manifest> group) {
      try {
        Set<String> installing = names(session, "installing");
        Dropper dropper = new Dropper(source, backoff);
        dropper.drop(
            session,
            Installed.all(session).stream()
                .filter(item -> installing.contains(item.name()))
                .filter(item -> group.stream().anyMatch(manifest -> manifest.name().equals(item.manifest().name())))
                .toList());
      } catch (SQLException | Problem e) {
        // It stays in state "installing"; the error that led here is reported.
      }
    }

    /** Those that stay as they are filled: captures that others changed, manifests, and whether they fit their sources again. */
    private void update() throws SQLException {
      for (Manifest manifest : set.manifests()) {
        InstallReport.Action action = Optional.ofNullable(plan.actions().get(manifest.name())).orElseThrow();
        if (action == InstallReport.Action.UNCHANGED || action == InstallReport.Action.UPDATED) {
          for (SourceFingerprint fingerprint : manifest.sources()) {
            if (!fingerprint.capture().isEmpty()) {
              capture(fingerprint.captured());
            }
          }
          backoff.retry(_ -> transiently(() -> update(manifest, action)));
        }
      }
    }

    private boolean update(Manifest manifest, InstallReport.Action action) throws SQLException, Backoff.Busy {
      String name = manifest.name().sql();
      RefreshTransaction.lockStreamTables(session, List.of(name));
      if (action == InstallReport.Action.UPDATED) {
        storeTexts(manifest);
        session.update(
            "UPDATE deltamill.stream_table SET manifest = ?, generation = ? WHERE name = ?",
            ManifestJson.write(manifest),
            UUID.randomUUID().toString(),
            name);
      }
      // The set was compiled for the sources as they are now: what no longer held is no longer assumed.
      int reinit =
          session.update(
              """
              UPDATE deltamill.stream_table
              SET state = 'needs_reinit', state_reason = 'it was applied again after: ' || coalesce(state_reason, '')
              WHERE name = ? AND state = 'needs_apply'
              """,
              name);
      if (reinit == 1) {
        session.update("UPDATE deltamill.consumer SET assumptions = NULL WHERE stream_table = ?", name);
      }
      return true;
    }
  }
}
