package dev.deltamill.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how long something is tried that others may hold for the moment.
 *
 * @param patience after which the last attempt's reason is reported
 * @param first pause after the first attempt; pauses double up to {@code longest} and are spread by chance, so that two who
 *     wait for each other don't meet again
 */
public record Backoff(Duration patience, Duration first, Duration longest) {
  public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(30), Duration.ofMillis(5), Duration.ofMillis(250));

  public Backoff withPatience(Duration duration) {
    return new Backoff(duration, first, longest);
  }

  /** One attempt; a {@link Busy} means: start over. */
  @FunctionalInterface
  interface Attempt<T> {
    /**
     * @param number 0 for the first
     */
    T run(int number) throws Busy, SQLException;
  }

  /** Somebody else holds what is needed; nothing was changed. */
  static final class Busy extends Exception {
    private static final long serialVersionUID = 1;

    Busy(String what) {
      super(what, null, false, false);
    }

    String what() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * @throws Problem with code {@code BUSY} when patience is at its end
   */
  <T> T retry(Attempt<T> attempt) throws SQLException {
    long end = System.nanoTime() + patience.toNanos();
    long pause = first.toNanos();
    for (int number = 0; ; number++) {
      try {
        return attempt.run(number);
      } catch (Busy busy) {
        if (System.nanoTime() >= end) {
          throw new Problem(
              Problem.Code.BUSY,
              "gave up after %d s: %s".formatted(patience.toSeconds(), busy.what()),
              "Nothing was changed. Try again when the other session is done.");
        }
      }
      try {
        Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Problem(Problem.Code.BUSY, "interrupted while waiting for another session", "");
      }
      pause = Math.min(pause * 2, longest.toNanos());
    }
  }
}
