package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;

/**
 * {@code Δσ(R) = σ(ΔR)}.
 *
 * <p>Linear: whether a row passes depends on that row alone, so weights add up on either side of the filter. Not so for a condition that gives
 * different answers at different times (a volatile or stable function); such definitions never come here.
 */
final class FilterDelta {
  private FilterDelta() {}

  static Derivation derive(Relation.Filter filter, Delta input) {
    return new Derivation.Derived(
        input.map(relation -> new Relation.Filter(relation, filter.condition())),
        SafetyClass.DIFF_SAFE,
        "linear: the changed rows are filtered");
  }
}
