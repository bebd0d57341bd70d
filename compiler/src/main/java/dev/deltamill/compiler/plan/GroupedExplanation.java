package dev.deltamill.compiler.plan;

import dev.deltamill.compiler.delta.ExpressionText;
import dev.deltamill.compiler.delta.OperatorText;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.List;

/** What explain says of a GROUP BY on top and of the projection and HAVING above it. */
final class GroupedExplanation {
  private final GroupedPlanner planner;

  GroupedExplanation(GroupedPlanner planner) {
    this.planner = planner;
  }

  Explanation of(Relation query, Explanation input) {
    return switch (query) {
      case Relation.Project project ->
          new Explanation(
              OperatorText.of(project),
              SafetyClass.DIFF_SAFE,
              "linear: computed from the keys and states of a group",
              List.of(of(project.input(), input)));
      case Relation.Filter(var grouped, var condition) ->
          new Explanation(
              "having " + ExpressionText.of(condition, grouped.fields()),
              SafetyClass.DIFF_SAFE,
              "linear: groups that fail it are stored and hidden",
              List.of(of(grouped, input)));
      case Relation.Aggregate aggregate ->
          new Explanation(OperatorText.of(aggregate), safety(), reason(), List.of(input));
      case Relation.Window _, Relation.Scan _, Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Values _, Relation.TableFunction _, Relation.Join _, Relation.OuterJoin _, Relation.Apply _, Relation.Lateral _,
          Relation.UnionAll _, Relation.Repeat _, Relation.Net _, Relation.Shared _, Relation.Recursion _, Relation.Iteration _ ->
          throw new IllegalStateException("not a grouped query: " + OperatorText.of(query));
    };
  }

  private SafetyClass safety() {
    return planner.tieBroken() ? SafetyClass.ROW_ID_SENSITIVE : SafetyClass.DIFF_SAFE;
  }

  private String reason() {
    List<String> parts = new ArrayList<>();
    parts.add("algebraic: counts and sums of the changed rows are added to the group's states");
    parts.addAll(planner.recomputations());
    if (planner.tieBroken()) {
      parts.add("of equal values that look different the one with the smallest binary image is shown");
    }
    return String.join("; ", parts);
  }
}
