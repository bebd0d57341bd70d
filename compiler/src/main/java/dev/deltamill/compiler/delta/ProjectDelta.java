package dev.deltamill.compiler.delta;

import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;

/**
 * {@code Δπ(R) = π(ΔR)}, weights kept.
 *
 * <p>Linear on bags: rows that become equal add their weights. On sets it would not hold (DISTINCT is an operator of its own).
 */
final class ProjectDelta {
  private ProjectDelta() {}

  static Derivation derive(Relation.Project project, Delta input) {
    return new Derivation.Derived(
        input.map(relation -> ZSets.project(relation, project.outputs())),
        SafetyClass.DIFF_SAFE,
        "linear: computed for the changed rows");
  }
}
