package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;

/** Queries over sources that have just changed. */
public final class Cases {
  private Cases() {}

  /** One of them. */
  public record Case(Relation query, Database database) {
    @Override
    public String toString() {
      return "\nquery\n" + indented(query, "  ") + "sources" + database + "\n";
    }
  }

  /** Operators of every kind, nested up to three deep. */
  public static Arbitrary<Case> anyQuery() {
    return of(queries -> queries.relation(3));
  }

  /** A GROUP BY on top, with or without HAVING and a selection above it. */
  public static Arbitrary<Case> anyGrouping() {
    return of(QueryGenerator::grouping);
  }

  static Arbitrary<Case> of(Function<QueryGenerator, Relation> shape) {
    return Arbitraries.integers()
        .between(0, 9999)
        .withDistribution(RandomDistribution.uniform())
        .list()
        .ofMaxSize(250)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(
            numbers -> {
              Choices choices = new Choices(numbers);
              Relation query = shape.apply(new QueryGenerator(choices));
              return new Case(query, new DatabaseGenerator(choices).database());
            });
  }

  private static String indented(Relation relation, String indent) {
    String own =
        switch (relation) {
          case Relation.Project(var input, var outputs) -> "select " + texts(outputs.stream().map(Relation.Project.Output::expression).toList(), input.fields());
          case Relation.Join(_, var condition) -> "join on " + ExpressionText.of(condition, relation.fields());
          case Relation.OuterJoin join ->
              join.kind() + " join on " + ExpressionText.of(join.condition(), join.pairs().fields());
          case Relation.Aggregate(var input, var keys, var calls, boolean global) ->
              "group by " + keys + (global ? " global " : " ") + calls.stream().map(call -> text(call, input)).toList();
          case Relation.Values(_, var rows) -> "values " + rows.stream().map(row -> texts(row, List.of())).toList();
          case Relation.Scan _, Relation.Filter _, Relation.Window _, Relation.UnionAll _, Relation.Repeat _, Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Shared _,
              Relation.Net _, Relation.Apply _, Relation.Lateral _, Relation.TableFunction _, Relation.Recursion _, Relation.Iteration _ ->
              OperatorText.of(relation);
        };
    StringBuilder text = new StringBuilder(indent + own + "\n");
    relation.inputs().forEach(input -> text.append(indented(input, indent + "  ")));
    return text.toString();
  }

  private static String text(AggregateCall call, Relation input) {
    return call.function().name().value()
        + texts(call.arguments(), input.fields())
        + call.filter().map(filter -> " filter " + ExpressionText.of(filter, input.fields())).orElse("");
  }

  private static List<String> texts(List<Expression> expressions, List<Field> fields) {
    return expressions.stream().map(expression -> ExpressionText.of(expression, fields)).toList();
  }
}
