package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
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
        new Delta(terms).map(branch -> named(branch, union.fields())), SafetyClass.DIFF_SAFE, "linear: the changes of the " + union.inputs().size() + " branches together");
  }

  /** A branch's delta with the field names of the union. */
  private static Relation named(Relation branch, List<Field> fields) {
    List<Relation.Project.Output> outputs = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      outputs.add(new Relation.Project.Output(fields.get(i).name(), branch.column(i)));
    }
    return ZSets.project(branch, outputs);
  }
}
