package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Window functions, by the {@linkplain KeyedDelta universal keyed rule} with the partition as K.
 *
 * <p>Exact: what a window function shows depends only on the rows of the partition, as a bag and in an order that the bag alone decides. Where the user's
 * order leaves rows tied and the result depends on which comes first, the row's image decides, in the delta as in full.sql and verify.sql; rows of equal
 * image are interchangeable.
 *
 * <p>The counter-example next door: row_number() over the user's order alone. Two refreshes may number tied rows differently though neither row changed,
 * and the delta, which takes the old numbers away, would take away numbers that were never shown.
 *
 * <p>A filter right above belongs to the operator, since it too looks at nothing beyond the partition: where it keeps the first ten rows, as LIMIT does,
 * the delta is that of these ten, and not that of the numbers of all rows behind them.
 */
final class WindowDelta {
  private WindowDelta() {}

  static Derivation derive(Relation.Window window, Delta input, KeyedOperator keyed) {
    return derive(window, bag -> window.withInputs(List.of(bag)), input, keyed);
  }

  /** With the filter right above. */
  static Derivation derive(Relation.Filter filter, Relation.Window window, Delta input, KeyedOperator keyed) {
    return derive(window, bag -> new Relation.Filter(window.withInputs(List.of(bag)), filter.condition()), input, keyed);
  }

  private static Derivation derive(Relation.Window window, UnaryOperator<Relation> operator, Delta input, KeyedOperator keyed) {
    if (input.terms().isEmpty()) {
      return new Derivation.Derived(new Delta(List.of()), SafetyClass.DIFF_SAFE, "over constants: never changes");
    }
    return new Derivation.Derived(
        keyed.derive("window", operator, window.input(), window.partition(), input),
        window.tieBroken() ? SafetyClass.ROW_ID_SENSITIVE : SafetyClass.DIFF_SAFE,
        reason(window));
  }

  private static String reason(Relation.Window window) {
    String how =
        window.partition().isEmpty()
            ? "keyed: without PARTITION BY all rows are one partition, computed anew whenever the input changed"
            : "keyed: the partitions that changed are computed before and after";
    return window.tieBroken() ? how + "; rows that ORDER BY leaves tied are put in the order of their binary image" : how;
  }
}
