package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Manifest.SourceFingerprint;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells how each stream table stands. */
public final class StatusReader {
  private final ConnectionSource source;

  public StatusReader(ConnectionSource source) {
    this.source = source;
  }

  /** What a stream table is ready for. */
  public enum State {
    /** Its installation was interrupted; apply completes it, drop removes it. */
    INSTALLING,
    ACTIVE,
    /** Its next refresh is FULL. */
    NEEDS_REINIT,
    /** Its artifacts no longer fit its sources: compile and apply again. */
    NEEDS_APPLY
  }

  /**
   * One stream table.
   *
   * @param reason why its state is not ACTIVE
   * @param age since its frontier was set
   * @param pending rows in change buffers that its frontier does not show
   * @param lastRefresh the last one that had something to do
   */
  public record Status(
      QualifiedName name,
      State state,
      Optional<String> reason,
      Manifest manifest,
      Optional<Duration> age,
      long pending,
      Optional<LastRefresh> lastRefresh) {}

  /** A refresh as the history has it. */
  public record LastRefresh(
      RefreshReport.Mode mode,
      Optional<String> reason,
      Optional<String> sqlState,
      Duration ago,
      RefreshReport.Counts rows,
      double millis) {}

  /** Upstream first. */
  public List<Status> read() {
    try (Session session = Session.open(source)) {
      OwnCatalog.require(session);
      return session.repeatableRead(Refresher.LOCK_TIMEOUT_MILLIS, () -> read(session));
    } catch (Backoff.Busy e) {
      throw new IllegalStateException(e);
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
  }

  /** Text of a phase as it is installed, for explain. */
  public Optional<String> text(QualifiedName name, Phase phase) {
    try (Session session = Session.open(source)) {
      OwnCatalog.require(session);
      return session
          .query(
              "SELECT text FROM deltamill.artifact WHERE stream_table = ? AND phase = ?",
              row -> row.getString(1),
              name.sql(),
              phase.name())
          .stream()
          .findFirst();
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
  }

  private static List<Status> read(Session session) throws SQLException {
    List<Status> all = new ArrayList<>();
    for (Installed installed : Installed.all(session)) {
      all.addAll(
          session.query(
              """
              SELECT state, state_reason, extract(epoch FROM clock_timestamp() - refreshed_at)
              FROM deltamill.stream_table
              WHERE name = ?
              """,
              row ->
                  new Status(
                      installed.manifest().name(),
                      State.valueOf(row.getString(1).toUpperCase(java.util.Locale.ROOT)),
                      Optional.ofNullable(row.getString(2)),
                      installed.manifest(),
                      row.getObject(3) == null ? Optional.empty() : Optional.of(seconds(row.getDouble(3))),
                      pending(session, installed.manifest()),
                      last(session, installed.name())),
              installed.name()));
    }
    return all;
  }

  private static long pending(Session session, Manifest manifest) throws SQLException {
    long pending = 0;
    for (SourceFingerprint fingerprint : manifest.sources()) {
      boolean exists =
          !fingerprint.capture().isEmpty()
              && session
                  .query("SELECT to_regclass(?) IS NOT NULL", row -> row.getBoolean(1), fingerprint.buffer().sql())
                  .getFirst();
      if (exists) {
        pending +=
            session
                .query(
                    """
                    SELECT count(*)
                    FROM %s c
                    JOIN deltamill.stream_table s ON s.name = ?
                    WHERE NOT pg_visible_in_snapshot(c.__xid, s.frontier) AND c.__xid IS DISTINCT FROM s.consumed
                    """
                        .formatted(fingerprint.buffer().sql()),
                    row -> row.getLong(1),
                    manifest.name().sql())
                .getFirst();
      }
    }
    return pending;
  }

  private static Optional<LastRefresh> last(Session session, String name) throws SQLException {
    return session
        .query(
            """
            SELECT mode, reason, sqlstate, extract(epoch FROM clock_timestamp() - at), inserted, updated, deleted, ms
            FROM deltamill.refresh
            WHERE stream_table = ?
            ORDER BY id DESC
            LIMIT 1
            """,
            row ->
                new LastRefresh(
                    RefreshReport.Mode.valueOf(row.getString(1)),
                    Optional.ofNullable(row.getString(2)),
                    Optional.ofNullable(row.getString(3)),
                    seconds(row.getDouble(4)),
                    new RefreshReport.Counts(row.getLong(5), row.getLong(6), row.getLong(7)),
                    row.getDouble(8)),
            name)
        .stream()
        .findFirst();
  }

  private static Duration seconds(double value) {
    return Duration.ofMillis(Math.round(value * 1000));
  }
}
