package dev.deltamill.oracle.replay;

import dev.deltamill.oracle.cases.Case;
import dev.deltamill.runtime.ConnectionSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs cases, several at once, each in a database of its own on one server. */
public final class Replay {
  /** A statement of a case or of a comparison that takes longer fails. */
  static final int STATEMENT_SECONDS = 60;

  private final ConnectionSettings server;
  private final int jobs;
  private final Listener listener;

  /**
   * @param server a database of the server on which databases may be created and dropped
   * @param jobs how many cases run at once
   */
  public Replay(ConnectionSettings server, int jobs, Listener listener) {
    this.server = server;
    this.jobs = jobs;
    this.listener = listener;
  }

  /** Hears of each case as it ends. */
  @FunctionalInterface
  public interface Listener {
    Listener NONE = (_, _) -> {};

    /**
     * @param done how many cases have ended
     */
    void ended(List<TableResult> results, int done);
  }

  /**
   * Results in the order of the cases.
   *
   * @throws SQLException where databases can't be created on the server
   */
  public List<TableResult> run(List<Case> cases) throws SQLException {
    try (Databases databases = new Databases(server);
        ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
      int major = databases.majorVersion();
      List<Future<List<TableResult>>> futures = new ArrayList<>();
      for (Case it : cases) {
        futures.add(workers.submit(() -> ended(new CaseRun(it, databases, major).run())));
      }
      List<TableResult> results = new ArrayList<>();
      try {
        for (Future<List<TableResult>> future : futures) {
          results.addAll(future.get());
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      return results;
    }
  }

  private int done;

  private synchronized List<TableResult> ended(List<TableResult> results) {
    listener.ended(results, ++done);
    return results;
  }

  /** What an exception says in one line. */
  static String message(Throwable e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
  }
}
