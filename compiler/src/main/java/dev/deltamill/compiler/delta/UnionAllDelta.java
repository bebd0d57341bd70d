package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.List;

/** {@code Δ(R ∪ S) = ΔR ∪ ΔS} for UNION ALL: addition of Z-sets. UNION without ALL is keyed, not linear. */
final class UnionAllDelta {
  private UnionAllDelta() {}

  /**
   * @param union only for its fields: every term gets the names and types of the union
   */
  static Derivation derive(Relation.UnionAll union, List<Delta> inputs) {
    List<Delta.Term> terms = inputs.stream().flatMap(delta -> delta.terms().stream()).toList();
    return new Derivation.Derived(
        new Delta(terms), SafetyClass.DIFF_SAFE, "linear: the changes of the " + union.inputs().size() + " branches together");
  }
}
