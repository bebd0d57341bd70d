package dev.deltamill.ir.relation;

import java.util.Optional;

/**
 * Which rows of its partition a window function sees, relative to the row it is computed for (manual, 4.2.8).
 */
public record Frame(Mode mode, Bound start, Bound end, Exclusion exclusion) {
  /** From the first row to the last peer of the current one: what holds where nothing is written. */
  public static final Frame DEFAULT =
      new Frame(Mode.RANGE, Bound.of(Edge.UNBOUNDED_PRECEDING), Bound.of(Edge.CURRENT_ROW), Exclusion.NO_OTHERS);

  /** What bounds count: rows, the distance of the order key's values, or groups of peers. */
  public enum Mode {
    ROWS,
    RANGE,
    GROUPS
  }

  /** Where a bound lies. */
  public enum Edge {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  /** What is left out again. */
  public enum Exclusion {
    NO_OTHERS,
    CURRENT_ROW,
    GROUP,
    TIES
  }

  /**
   * One bound.
   *
   * @param offset of {@link Edge#PRECEDING} and {@link Edge#FOLLOWING}, a constant; empty for the others
   */
  public record Bound(Edge edge, Optional<Expression> offset) {
    public static Bound of(Edge edge) {
      return new Bound(edge, Optional.empty());
    }
  }

  /** Whether every row of the partition is seen, whatever the order. */
  public boolean isWhole() {
    return start.edge() == Edge.UNBOUNDED_PRECEDING && end.edge() == Edge.UNBOUNDED_FOLLOWING && exclusion == Exclusion.NO_OTHERS;
  }

  /** The same bounds counted in rows. */
  public Frame inRows() {
    return new Frame(Mode.ROWS, start, end, exclusion);
  }
}
