package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.SortKey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Operators in the user's terms, one line each, for explain. */
public final class OperatorText {
  private OperatorText() {}

  public static String of(Relation relation) {
    return switch (relation) {
      case Relation.Scan scan ->
          "scan " + scan.table() + (scan.alias().equals(scan.table().name().value()) ? "" : " as " + scan.alias());
      case Relation.Values(_, var rows) -> rows.size() == 1 ? "one constant row" : rows.size() + " constant rows";
      case Relation.TableFunction function -> "function " + shortName(function);
      case Relation.Filter(var input, var condition) -> "filter " + ExpressionText.of(condition, input.fields());
      case Relation.Project(_, var outputs) ->
          "select " + outputs.stream().map(Relation.Project.Output::name).collect(Collectors.joining(", "));
      case Relation.Join join ->
          (join.conditionIsTrue() ? "cross join " : "join ")
              + join.inputs().stream().map(OperatorText::shortName).collect(Collectors.joining(", "));
      case Relation.Apply(_, var subqueries) ->
          "sub-queries " + subqueries.stream().map(s -> s.form().name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
      case Relation.Lateral lateral ->
          (lateral.outer() ? "left join lateral " : "lateral ") + shortName(lateral.right());
      case Relation.OuterJoin(var left, var right, _, var kind) ->
          kind.name().toLowerCase(Locale.ROOT) + " join " + shortName(left) + ", " + shortName(right);
      case Relation.UnionAll(var inputs) -> "union all of " + inputs.size() + " branches";
      case Relation.Repeat(var input, var count) -> "repeat rows, each " + ExpressionText.of(count, input.fields()) + " times";
      case Relation.Aggregate aggregate -> aggregate(aggregate);
      case Relation.Window window -> window(window);
      case Relation.Recursion recursion -> "recursion " + recursion.name() + (recursion.distinct() ? " (union)" : " (union all)");
      case Relation.Iteration iteration -> "the round of " + iteration.name() + " before";
      case Relation.Changes changes -> "changes of " + changes.table();
      case Relation.Before before -> before.scan().table() + " before";
      case Relation.Working working -> "work table " + working.workTable();
      case Relation.Net _ -> "net";
      case Relation.Shared shared -> shared.name();
    };
  }

  /** What laws call a relation. */
  static String shortName(Relation relation) {
    return switch (relation) {
      case Relation.Scan scan -> scan.alias();
      case Relation.Changes changes -> changes.alias();
      case Relation.Before before -> before.scan().alias();
      case Relation.Working working -> working.workTable();
      case Relation.Values _ -> "values";
      case Relation.TableFunction(var items, _, _) ->
          items.stream().map(item -> item.name()).collect(Collectors.joining("_"));
      case Relation.Shared shared -> shared.name();
      case Relation.Recursion recursion -> recursion.name();
      case Relation.Iteration iteration -> iteration.name();
      case Relation.Filter(var input, _) -> shortName(input);
      case Relation.Project(var input, _) -> shortName(input);
      case Relation.Repeat(var input, _) -> shortName(input);
      case Relation.Net(var input) -> shortName(input);
      case Relation.Apply(var input, _) -> shortName(input);
      case Relation.Lateral(var left, var right, _, _) -> "(" + shortName(left) + " ⋈ " + shortName(right) + ")";
      case Relation.Window(var input, _, _) -> "window(" + shortName(input) + ")";
      case Relation.Aggregate(var input, _, _, _) -> "group(" + shortName(input) + ")";
      case Relation.UnionAll(var inputs) -> inputs.stream().map(OperatorText::shortName).collect(Collectors.joining(" ∪ ", "(", ")"));
      case Relation.OuterJoin(var left, var right, _, var kind) ->
          "(" + shortName(left) + (kind == Relation.OuterJoin.Kind.FULL ? " ⟗ " : " ⟕ ") + shortName(right) + ")";
      case Relation.Join(var inputs, _) -> inputs.stream().map(OperatorText::shortName).collect(Collectors.joining(" ⋈ ", "(", ")"));
    };
  }

  private static String aggregate(Relation.Aggregate aggregate) {
    List<String> keys = aggregate.keys().stream().map(key -> aggregate.input().fields().get(key).name()).toList();
    String calls = aggregate.calls().stream().map(OperatorText::call).collect(Collectors.joining(", "));
    if (aggregate.distinct()) {
      return "distinct " + String.join(", ", keys);
    }
    String by = aggregate.global() ? "aggregate all rows" : "group by " + String.join(", ", keys);
    return calls.isEmpty() ? by : by + ": " + calls;
  }

  private static String window(Relation.Window window) {
    String calls =
        window.calls().stream()
            .map(call -> call.function().name().value() + order(call.order(), window.input()))
            .distinct()
            .collect(Collectors.joining(", "));
    String by = window.partition().stream().map(key -> window.input().fields().get(key).name()).collect(Collectors.joining(", "));
    return "window functions " + calls + (by.isEmpty() ? "" : " partitioned by " + by);
  }

  private static String order(List<SortKey> order, Relation input) {
    return order.isEmpty()
        ? ""
        : order.stream().map(key -> key(key, input)).collect(Collectors.joining(", ", " (order by ", ")"));
  }

  private static String key(SortKey key, Relation input) {
    return key.tieBreaker() ? "row image" : ExpressionText.of(key.expression(), input.fields()) + (key.descending() ? " desc" : "");
  }

  private static String call(AggregateCall call) {
    String arguments = call.arguments().isEmpty() ? "*" : "…";
    return call.function().name().value() + "(" + arguments + ")";
  }
}
