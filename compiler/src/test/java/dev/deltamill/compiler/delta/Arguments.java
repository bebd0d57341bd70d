package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dependent query with values put in for its parameters; parameters of queries inside it are their own. */
final class Arguments {
  private final List<@Nullable Object> values;

  Arguments(List<@Nullable Object> values) {
    this.values = values;
  }

  Relation in(Relation query) {
    return switch (query) {
      case Relation.Filter(var input, var condition) -> new Relation.Filter(in(input), in(condition));
      case Relation.Project(var input, var outputs) ->
          new Relation.Project(
              in(input), outputs.stream().map(o -> new Relation.Project.Output(o.name(), in(o.expression()))).toList());
      case Relation.Join(var inputs, var condition) -> new Relation.Join(inputs.stream().map(this::in).toList(), in(condition));
      case Relation.OuterJoin(var left, var right, var condition, var kind) ->
          new Relation.OuterJoin(in(left), in(right), in(condition), kind);
      case Relation.Values(var fields, var rows) ->
          new Relation.Values(fields, rows.stream().map(row -> row.stream().map(this::in).toList()).toList());
      case Relation.Aggregate(var input, var keys, var calls, var global) ->
          new Relation.Aggregate(in(input), keys, calls.stream().map(this::in).toList(), global);
      case Relation.Apply(var input, var subqueries) ->
          new Relation.Apply(in(input), subqueries.stream().map(s -> (Expression.Subquery) in(s)).toList());
      case Relation.Lateral(var left, var right, var arguments, var outer) ->
          new Relation.Lateral(in(left), right, arguments.stream().map(this::in).toList(), outer);
      case Relation.Repeat(var input, var count) -> new Relation.Repeat(in(input), in(count));
      case Relation.Window(var input, var partition, var calls) ->
          new Relation.Window(in(input), partition, calls.stream().map(call -> call.map(this::in)).toList());
      case Relation.UnionAll _, Relation.Net _, Relation.Shared _, Relation.Recursion _ -> query.withInputs(query.inputs().stream().map(this::in).toList());
      case Relation.TableFunction _ -> throw new UnsupportedOperationException("not evaluated in memory: " + query);
      case Relation.Scan _, Relation.Changes _, Relation.Before _, Relation.Working _, Relation.Iteration _ -> query;
    };
  }

  private AggregateCall in(AggregateCall call) {
    List<Expression> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(in(argument)));
    return new AggregateCall(
        call.name(), call.function(), arguments, call.distinct(), call.filter().map(this::in), call.type(), call.span());
  }

  private Expression in(Expression expression) {
    return expression.mapParameters(
        e -> {
          Expression.Parameter parameter = (Expression.Parameter) e;
          return new Expression.Literal(Optional.ofNullable(values.get(parameter.index())).map(Object::toString), parameter.type());
        });
  }
}
