package dev.deltamill.runtime;

import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.artifact.Phase;
import dev.deltamill.ir.name.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/**
 * Removes stream tables, and what captures a table's changes when nobody reads it any more.
 *
 * <p>Each step is a transaction that holds a lock on one table of the user's at a time and waits for it for moments only.
 */
public final class Dropper {
  private static final int LOCK_TIMEOUT_MILLIS = 50;

  private final ConnectionSource source;
  private final Backoff backoff;

  public Dropper(ConnectionSource source) {
    this(source, Backoff.DEFAULT);
  }

  public Dropper(ConnectionSource source, Backoff backoff) {
    this.source = source;
    this.backoff = backoff;
  }

  /**
   * Returns what was removed, consumers first.
   *
   * @param withConsumers whether the stream tables that read it go too
   * @throws Problem when it is not installed, or when others read it and {@code withConsumers} is false
   */
  public List<QualifiedName> drop(QualifiedName name, boolean withConsumers) {
    try (Session session = Session.open(source)) {
      OwnCatalog.require(session);
      List<Installed> installed = Installed.all(session);
      List<Manifest> manifests = installed.stream().map(Installed::manifest).toList();
      if (manifests.stream().noneMatch(manifest -> manifest.name().equals(name))) {
        throw new Problem(
            Problem.Code.NOT_INSTALLED, name + " is not installed", "Run deltamill status to see what is.");
      }
      Set<QualifiedName> all = Dependencies.withConsumers(Set.of(name), manifests);
      if (all.size() > 1 && !withConsumers) {
        Set<QualifiedName> consumers = new TreeSet<>(all);
        consumers.remove(name);
        String names = consumers.stream().map(QualifiedName::sql).collect(Collectors.joining(", "));
        throw new Problem(
            Problem.Code.HAS_CONSUMERS,
            "%s is read by %s".formatted(name, names),
            "Drop those first, or all of them together with --cascade.");
      }
      return drop(session, installed.stream().filter(item -> all.contains(item.manifest().name())).toList());
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /**
   * @param upstreamFirst what goes; everything that reads it is among it
   */
  List<QualifiedName> drop(Session session, List<Installed> upstreamFirst) throws SQLException {
    upstreamFirst.forEach(Installed::check);
    List<Installed> consumersFirst = new ArrayList<>(upstreamFirst);
    Collections.reverse(consumersFirst);
    List<QualifiedName> dropped = new ArrayList<>();
    for (Installed installed : consumersFirst) {
      backoff.retry(_ -> attempt(session, () -> drop(session, installed), installed.name()));
      dropped.add(installed.manifest().name());
    }
    sweep(session);
    return dropped;
  }

  private static boolean drop(Session session, Installed installed) throws SQLException, Backoff.Busy {
    RefreshTransaction.lockStreamTables(session, List.of(installed.name()));
    session.execute(installed.text(Phase.Kind.DROP));
    session.update("DELETE FROM deltamill.stream_table WHERE name = ?", installed.name());
    return true;
  }

  /** Removes captures that nobody needs, also those that an earlier crash left behind. */
  void sweep(Session session) throws SQLException {
    List<String> orphans =
        session.query(
            """
            SELECT s.name
            FROM deltamill.source s
            WHERE NOT EXISTS (SELECT 1 FROM deltamill.consumer c WHERE c.source = s.name AND c.buffer IS NOT NULL)
            ORDER BY s.name
            """,
            row -> row.getString(1));
    for (String orphan : orphans) {
      backoff.retry(_ -> attempt(session, () -> dropCapture(session, orphan), orphan));
    }
  }

  private static boolean attempt(Session session, Session.Work<Boolean> work, String name) throws Backoff.Busy, SQLException {
    try {
      return session.readCommitted(LOCK_TIMEOUT_MILLIS, work);
    } catch (SQLException e) {
      if (SqlState.isTransient(e)) {
        throw new Backoff.Busy("other sessions keep using " + name);
      }
      throw e;
    }
  }

  /**
   * Who does not own a table cannot drop a trigger of it, but can drop the trigger's function, and the trigger with it. The function
   * goes before the buffer: a writer must never find one without the other.
   */
  private static boolean dropCapture(Session session, String captured) throws SQLException {
    // First the lock, then the question: who registers a newcomer locks the same row before.
    session.query("SELECT 1 FROM deltamill.source WHERE name = ? FOR UPDATE", row -> row.getInt(1), captured);
    List<String> buffers =
        session.query(
            """
            SELECT s.buffer
            FROM deltamill.source s
            WHERE s.name = ? AND NOT EXISTS (
              SELECT 1 FROM deltamill.consumer c WHERE c.source = s.name AND c.buffer IS NOT NULL)
            """,
            row -> row.getString(1),
            captured);
    if (buffers.isEmpty()) {
      return false;
    }
    for (String function : session.query(
        "SELECT f FROM deltamill.source s, unnest(s.functions) AS f WHERE s.name = ? AND to_regprocedure(f) IS NOT NULL",
        row -> row.getString(1),
        captured)) {
      session.execute("DROP FUNCTION " + function + " CASCADE");
    }
    for (String buffer : buffers) {
      session.execute("DROP TABLE IF EXISTS " + buffer);
    }
    session.update("DELETE FROM deltamill.capture_mark WHERE source = ?", captured);
    session.update("DELETE FROM deltamill.source WHERE name = ?", captured);
    return true;
  }

  private static Problem explain(SQLException e) {
    if (SqlState.is(e, SqlState.DEPENDENT_OBJECTS)) {
      return dependents(e);
    }
    return Failures.explain(e);
  }

  static Problem dependents(SQLException e) {
    String detail =
        e instanceof PSQLException pg && pg.getServerErrorMessage() != null
            ? String.valueOf(pg.getServerErrorMessage().getDetail()).replace('\n', ';')
            : Failures.firstLine(e);
    return new Problem(
        Problem.Code.HAS_CONSUMERS, "other objects need it: " + detail, "Drop or change those first; nothing was changed.", e);
  }
}
