package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.Relation;
import java.util.List;

/**
 * LATERAL and LEFT JOIN LATERAL, by {@linkplain DependentDelta the rule of dependent joins}: linear in the left side, whatever the right side does with
 * a row of it.
 */
final class LateralDelta {
  static final String REASON =
      "keyed: the right side is computed for the changed rows, and before and after for the rows that its own changes matter to";

  private LateralDelta() {}

  static DependentDelta.Derived derive(Relation.Lateral lateral, Delta left, DependentDelta rule) {
    return rule.derive(
        "lateral",
        lateral,
        lateral.left(),
        left,
        List.of(new DependentDelta.Query(DependentLeaves.of(lateral.right(), List.of()), lateral.arguments())),
        (rows, state) -> ZSets.lateral(rows, state.of(lateral.right()), lateral.arguments(), lateral.outer()));
  }
}
