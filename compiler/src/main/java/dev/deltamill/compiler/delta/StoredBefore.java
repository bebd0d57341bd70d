package dev.deltamill.compiler.delta;

import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Explanation;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.SortedSet;

/**
 * {@code Δf = f(after) − stored} where the operator on top computes all its rows anew after any change: a recursive query, a limit, a window without PARTITION BY, an aggregate
 * of the whole input without algebraic states, grouping sets with a grand total. Exact whatever f is: the stream table holds f(before), bag and images. It spares computing f(before), for
 * which the sources would have to be read as they were.
 *
 * <p>The counter-example next door: below a join. What is stored is the join's result, and nothing tells f(before) from it.
 */
public final class StoredBefore {
  private StoredBefore() {}

  /** Whether the query is one key, computed whole. */
  public static boolean applies(Relation query) {
    return switch (query) {
      case Relation.Project(var input, _) -> applies(input);
      case Relation.Filter(var input, _) -> applies(input);
      case Relation.Recursion _ -> true;
      case Relation.Window window -> window.partition().isEmpty();
      case Relation.Aggregate aggregate -> aggregate.keys().isEmpty();
      // Grouping sets with a grand total: whoever reads everything for one set gives the others too.
      case Relation.UnionAll(var sets) -> sets.stream().allMatch(StoredBefore::groups) && sets.stream().anyMatch(StoredBefore::applies);
      default -> false;
    };
  }

  private static boolean groups(Relation set) {
    return switch (set) {
      case Relation.Project(var input, _) -> groups(input);
      case Relation.Filter(var input, _) -> groups(input);
      case Relation.Aggregate _ -> true;
      default -> false;
    };
  }

  /** One step that leaves the delta in its work table. */
  public static StepBuilder steps(QualifiedName streamTable, Relation query, SortedSet<QualifiedName> triggers) {
    StepBuilder steps = new StepBuilder();
    Relation.Working delta = steps.workTable(Result.DELTA, Relation.Changes.withWeight(query.fields()));
    Relation stored = new Relation.Scan(streamTable, "stored", query.fields(), List.of(), Span.at("", 1, 1));
    Relation difference = new Relation.UnionAll(List.of(ZSets.lift(query), ZSets.liftNegated(stored)));
    steps.step(delta.workTable(), difference, new Delta.Term("whole", difference, triggers, "whole query", "f(after) − stored"));
    return steps;
  }

  public static Explanation explained(Explanation derived) {
    return new Explanation(
        derived.operator(), derived.safety(), "computed anew whenever a source changed, and compared with the stored rows", derived.inputs());
  }
}
