package dev.deltamill.codegen.phase;

import dev.deltamill.ir.catalog.Volatility;
import dev.deltamill.ir.diagnostic.Span;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Field;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.relation.Relation.Project;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys and states of groups computed from their rows, as a relation with the fields of {@link Result.Grouped#groupFields()}. */
final class GroupComputation {
  private static final Span NOWHERE = Span.at("", 1, 1);

  private GroupComputation() {}

  /**
   * @param rows the grouping's input, or those of its rows that belong to some groups
   */
  static Relation of(Result.Grouped result, Relation rows) {
    List<AggregateCall> calls = new ArrayList<>();
    for (State state : result.states()) {
      calls.add(call(state));
    }
    Relation.Aggregate aggregate = new Relation.Aggregate(rows, result.keys(), calls, result.global());
    List<Project.Output> outputs = new ArrayList<>();
    List<Field> fields = result.groupFields();
    int keys = result.keyColumns().size();
    for (int i = 0; i < fields.size(); i++) {
      Expression value = aggregate.column(i);
      if (i >= keys && result.states().get(i - keys) instanceof State.Sum sum) {
        value = orZero(value, sum.type());
      }
      outputs.add(new Project.Output(fields.get(i).name(), value));
    }
    return new Project(aggregate, outputs);
  }

  private static AggregateCall call(State state) {
    return switch (state) {
      case State.Rows(var column) -> call(column, "count", List.of(), SqlType.BIGINT, false);
      case State.NonNull(var column, var argument) -> call(column, "count", List.of(argument), SqlType.BIGINT, false);
      case State.Sum(var column, var argument, var type, _) -> {
        // sum(integer) is bigint and sum(bigint) numeric by themselves.
        boolean widen = type.is("numeric") && !argument.type().is("numeric") && !argument.type().is("int8");
        Expression summed = widen ? new Expression.Cast(argument, type, false, Volatility.IMMUTABLE) : argument;
        yield call(column, "sum", List.of(summed), type, false);
      }
      case State.Extreme(var column, var argument, var maximum, var canonical) ->
          call(column, maximum ? "max" : "min", List.of(argument), argument.type(), canonical);
    };
  }

  private static AggregateCall call(String name, String function, List<Expression> arguments, SqlType type, boolean alike) {
    return new AggregateCall(name, QualifiedName.builtin(function), arguments, false, Optional.empty(), type, NOWHERE, alike, Optional.empty());
  }

  private static Expression orZero(Expression value, SqlType type) {
    return new Expression.Conditional(
        Expression.Conditional.Kind.COALESCE, List.of(value, new Expression.Literal(Optional.of("0"), type)), type);
  }
}
