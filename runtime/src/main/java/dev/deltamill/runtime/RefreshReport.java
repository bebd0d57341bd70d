package dev.deltamill.runtime;

import dev.deltamill.ir.name.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a refresh did.
 *
 * @param outcomes upstream first
 */
public record RefreshReport(List<Outcome> outcomes) {
  public RefreshReport {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether every stream table is up to date now. */
  public boolean complete() {
    return outcomes.stream().noneMatch(outcome -> outcome.mode() == Mode.BLOCKED);
  }

  public Optional<Outcome> outcome(QualifiedName name) {
    return outcomes.stream().filter(outcome -> outcome.name().equals(name)).findFirst();
  }

  /** How a stream table was brought up to date. */
  public enum Mode {
    DIFF,
    FULL,
    /** Nothing had changed. */
    NONE,
    /** It was not: the reason says why, and its rows are as they were. */
    BLOCKED
  }

  /**
   * One stream table's share.
   *
   * @param reason why FULL or blocked
   * @param sqlState of the error that made a DIFF refresh a FULL one, or that blocked it
   * @param changed sources with changes
   * @param inserted rows of storage, as are {@code updated} and {@code deleted}
   * @param millis per executed phase, in order
   */
  public record Outcome(
      QualifiedName name,
      Mode mode,
      Optional<String> reason,
      Optional<String> sqlState,
      List<String> changed,
      Counts rows,
      SequencedMap<String, Double> millis) {
    public Outcome {
      changed = List.copyOf(changed);
      millis = new java.util.LinkedHashMap<>(millis);
    }

    public double totalMillis() {
      return millis.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    static Outcome none(QualifiedName name) {
      return new Outcome(
          name, Mode.NONE, Optional.empty(), Optional.empty(), List.of(), Counts.ZERO, new java.util.LinkedHashMap<>(Map.of()));
    }

    static Outcome blocked(QualifiedName name, String reason) {
      return blocked(name, reason, Optional.empty());
    }

    static Outcome blocked(QualifiedName name, String reason, Optional<String> sqlState) {
      return new Outcome(
          name,
          Mode.BLOCKED,
          Optional.of(reason),
          sqlState,
          List.of(),
          Counts.ZERO,
          new java.util.LinkedHashMap<>(Map.of()));
    }
  }

  /** Rows of storage that a refresh touched. */
  public record Counts(long inserted, long updated, long deleted) {
    public static final Counts ZERO = new Counts(0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(inserted + other.inserted, updated + other.updated, deleted + other.deleted);
    }
  }
}
