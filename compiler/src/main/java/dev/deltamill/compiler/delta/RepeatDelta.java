package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;

/**
 * {@code Δ repeat(R, n) = repeat(ΔR, n)}: the weight of a changed row is multiplied by the row's count, and by 0 where that is negative.
 *
 * <p>Exact: the count is computed from the row alone, so the operator is linear. A row whose count changes is another row: the old one leaves with
 * the old count and the new one comes with the new.
 *
 * <p>The counter-example next door: leaving negative counts as they are. {@code a EXCEPT ALL b} has max(l − r, 0) copies of a row; with l − r a row
 * that only b holds would be taken away from elsewhere.
 */
final class RepeatDelta {
  private RepeatDelta() {}

  static Derivation derive(Relation.Repeat repeat, Delta input) {
    return new Derivation.Derived(
        input.map(relation -> ZSets.repeat(relation, repeat.count())),
        SafetyClass.DIFF_SAFE,
        "linear: the changed rows, each as often as its count says");
  }
}
