package dev.deltamill.cli.demo;

import dev.deltamill.runtime.PhaseListener;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each stream table's phases took, measured between the steps of a refresh. */
final class Timings implements PhaseListener {
  /** The step after which nothing is left but to commit. */
  private static final String LAST = "frontier stored";

  private final boolean discard;
  private final Map<String, Double> millis = new LinkedHashMap<>();
  private long last = System.nanoTime();

  private Timings(boolean discard) {
    this.discard = discard;
  }

  static Timings kept() {
    return new Timings(false);
  }

  /** Ends each transaction with {@link Discarded} just before it would commit. */
  static Timings discarded() {
    return new Timings(true);
  }

  @Override
  public void done(String streamTable, String step) {
    long now = System.nanoTime();
    if (!streamTable.isEmpty()) {
      millis.merge(streamTable, (now - last) / 1e6, Double::sum);
    }
    last = now;
    if (discard && step.equals(LAST)) {
      throw new Discarded();
    }
  }

  double of(String streamTable) {
    return millis.getOrDefault(streamTable, 0.0);
  }

  Map<String, Double> all() {
    return millis;
  }

  /** Rolls a refresh back. */
  static final class Discarded extends RuntimeException {
    private static final long serialVersionUID = 1;

    Discarded() {
      super("measured, and not wanted", null, false, false);
    }
  }
}
