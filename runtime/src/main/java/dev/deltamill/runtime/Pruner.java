package dev.deltamill.runtime;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Removes changes that every stream table which reads them contains.
 *
 * <p>A stream table without a frontier is being filled from a snapshot that nobody here knows: nothing that it reads is removed.
 * Frontiers and rows are read in one snapshot; a newcomer that this snapshot does not show takes its own later, and finds in the
 * tables themselves what is removed here.
 */
public final class Pruner {
  private static final int ROWS_AT_A_TIME = 50_000;

  /** Fewer dead rows are left to autovacuum. */
  private static final int WORTH_A_VACUUM = 200;

  private final ConnectionSource source;

  public Pruner(ConnectionSource source) {
    this.source = source;
  }

  /** Returns how many changes were removed. Never waits: what others hold is left for the next time. */
  public long prune() {
    try (Session session = Session.open(source)) {
      OwnCatalog.require(session);
      if (Instance.differs(session)) {
        return 0;
      }
      long removed = 0;
      for (Buffer buffer : buffers(session)) {
        long rows = 0;
        int batch;
        do {
          batch = prune(session, buffer);
          rows += batch;
        } while (batch == ROWS_AT_A_TIME);
        removed += rows;
        pruneMarks(session, buffer);
        if (rows >= WORTH_A_VACUUM) {
          vacuum(session, buffer);
        }
      }
      pruneHistory(session);
      return removed;
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
  }

  /**
   * A change buffer.
   *
   * @param source the captured table
   */
  private record Buffer(String source, String name) {}

  private static List<Buffer> buffers(Session session) throws SQLException {
    return session.query(
        "SELECT name, buffer FROM deltamill.source ORDER BY name", row -> new Buffer(row.getString(1), row.getString(2)));
  }

  private static int prune(Session session, Buffer buffer) throws SQLException {
    return transaction(
        session,
        () -> {
          List<String> frontiers = frontiers(session, buffer);
          if (frontiers.isEmpty()) {
            return 0;
          }
          return session.update(
              """
              DELETE FROM %1$s
              WHERE ctid = ANY (ARRAY(
                SELECT c.ctid
                FROM %1$s c
                WHERE %2$s
                LIMIT %3$d
                FOR UPDATE SKIP LOCKED))
              """
                  .formatted(buffer.name(), shownBy(frontiers, "c.__xid"), ROWS_AT_A_TIME));
        });
  }

  /**
   * Gives the space of removed rows back now: refreshes read the whole buffer, and PostgreSQL guesses the number of changes from its pages. Never waits
   * for a lock; a writer that comes while the file is cut makes PostgreSQL stop cutting.
   */
  private static void vacuum(Session session, Buffer buffer) throws SQLException {
    try {
      session.execute("VACUUM (SKIP_LOCKED) " + buffer.name());
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.UNDEFINED_TABLE)) {
        throw e;
      }
    }
  }

  private static int pruneMarks(Session session, Buffer buffer) throws SQLException {
    return transaction(
        session,
        () -> {
          List<String> frontiers = frontiers(session, buffer);
          if (frontiers.isEmpty()) {
            return 0;
          }
          return session.update(
              """
              DELETE FROM deltamill.capture_mark
              WHERE ctid = ANY (ARRAY(
                SELECT c.ctid
                FROM deltamill.capture_mark c
                WHERE c.source = ? AND %s
                FOR UPDATE SKIP LOCKED))
              """
                  .formatted(shownBy(frontiers, "c.xid")),
              buffer.source());
        });
  }

  /**
   * The frontiers of all that read it; empty where one is not known yet, or where nobody is registered any more and the buffer is
   * about to go. Literals, so that a frontier that moves between two statements of this transaction makes no difference.
   */
  private static List<String> frontiers(Session session, Buffer buffer) throws SQLException {
    List<String> frontiers = new ArrayList<>();
    boolean[] unknown = {false};
    session.query(
        """
        SELECT s.frontier::text
        FROM deltamill.consumer k
        JOIN deltamill.stream_table s ON s.name = k.stream_table
        WHERE k.source = ? AND k.buffer IS NOT NULL
        """,
        row -> {
          String frontier = row.getString(1);
          unknown[0] |= frontier == null;
          return frontier != null && frontiers.add(frontier);
        },
        buffer.source());
    return unknown[0] ? List.of() : frontiers;
  }

  private static String shownBy(List<String> frontiers, String xid) {
    return frontiers.stream()
        .distinct()
        .map(frontier -> "pg_visible_in_snapshot(%s, %s::pg_snapshot)".formatted(xid, Literals.text(frontier)))
        .collect(Collectors.joining(" AND "));
  }

  private static int pruneHistory(Session session) throws SQLException {
    return transaction(
        session, () -> session.update("DELETE FROM deltamill.refresh WHERE at < clock_timestamp() - interval '30 days'"));
  }

  private static int transaction(Session session, Session.Work<Integer> work) throws SQLException {
    try {
      return session.readCommitted(Refresher.LOCK_TIMEOUT_MILLIS, work);
    } catch (Backoff.Busy e) {
      return 0;
    } catch (SQLException e) {
      // Dropped in this moment, or locked by an install.
      if (SqlState.isTransient(e) || SqlState.is(e, SqlState.UNDEFINED_TABLE)) {
        return 0;
      }
      throw e;
    }
  }
}
