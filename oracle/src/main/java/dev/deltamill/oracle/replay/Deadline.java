package dev.deltamill.oracle.replay;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Ends what runs in a case's database when its time is up: a refresh has no limit of its own. */
final class Deadline implements AutoCloseable {
  static final int SECONDS = 180;

  private final Databases.Fresh database;
  private final Thread waiting;
  private volatile boolean passed;

  Deadline(Databases.Fresh database) {
    this.database = database;
    this.waiting = Thread.ofVirtual().name("deadline").start(this::await);
  }

  private void await() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
      passed = true;
      database.interrupt();
    } catch (InterruptedException e) {
      // The case has ended.
    } catch (SQLException e) {
      // The database is gone, and whatever ran in it.
    }
  }

  boolean passed() {
    return passed;
  }

  @Override
  public void close() {
    waiting.interrupt();
  }
}
