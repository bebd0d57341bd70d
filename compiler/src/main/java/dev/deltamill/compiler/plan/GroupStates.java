package dev.deltamill.compiler.plan;

import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which states a GROUP BY needs, and each aggregate as an expression over keys and states:
 *
 * <pre>
 *   count(*)   rows                         count(x)  non-null(x)
 *   sum(x)     sum(x) if non-null(x) > 0    avg(x)    sum(x) / non-null(x)
 *   min(x)     extreme(x)                   max(x)    extreme(x)
 * </pre>
 *
 * <p>avg is exactly PostgreSQL's: its final function divides the numeric sum by the count ({@code numeric.c}, {@code numeric_avg}).
 */
final class GroupStates {
  private final Relation.Aggregate aggregate;
  private final KnownScales scales;
  private final Set<String> taken = new HashSet<>();
  private final List<State> states = new ArrayList<>();
  private final List<Expression> results = new ArrayList<>();

  /**
   * @param aggregate only with supported aggregates
   * @param reserved column names that states must not take
   */
  GroupStates(Relation.Aggregate aggregate, KnownScales scales, Set<String> reserved) {
    this.aggregate = aggregate;
    this.scales = scales;
    taken.addAll(reserved);
    states.add(new State.Rows(name("__count")));
    for (AggregateCall call : aggregate.calls()) {
      results.add(result(call));
    }
  }

  List<State> states() {
    return List.copyOf(states);
  }

  /** One expression per aggregate call, over the keys (first) and the states. */
  List<Expression> results() {
    return List.copyOf(results);
  }

  private Expression result(AggregateCall call) {
    if (call.is("count") && call.arguments().isEmpty()) {
      return reference(0);
    }
    Expression argument = call.arguments().getFirst();
    if (call.is("count")) {
      return reference(count(call, argument));
    }
    if (call.is("min") || call.is("max")) {
      return reference(
          state(
              new State.Extreme(
                  name("__" + call.function().name().value() + suffix(call, argument)),
                  argument,
                  call.is("max"),
                  argument.type().hasOneImage() || fixedScale(argument))));
    }
    return sumOrAverage(call, argument);
  }

  private Expression sumOrAverage(AggregateCall call, Expression argument) {
    boolean small = argument.type().is("int2") || argument.type().is("int4");
    SqlType type = small ? SqlType.BIGINT : SqlType.NUMERIC;
    boolean fixed = !argument.type().is("numeric") || fixedScale(argument);
    int sum = state(new State.Sum(name("__sum" + suffix(call, argument)), argument, type, fixed));
    int count = count(call, argument);
    boolean always = !argument.nullable() && !aggregate.global();
    Expression value =
        call.is("sum")
            ? reference(sum)
            : Functions.operator(
                "/",
                SqlType.NUMERIC,
                Functions.cast(reference(sum), SqlType.NUMERIC),
                Functions.cast(reference(count), SqlType.NUMERIC));
    return always
        ? value
        : Functions.orNull(
            Functions.operator(">", SqlType.BOOLEAN, reference(count), Expression.Literal.bigint(0)), value);
  }

  private boolean fixedScale(Expression argument) {
    return argument.type().is("numeric") && scales.of(aggregate.input(), argument).isPresent();
  }

  /** The state that counts the rows whose argument is not NULL. */
  private int count(AggregateCall call, Expression argument) {
    return argument.nullable() ? state(new State.NonNull(name("__count" + suffix(call, argument)), argument)) : 0;
  }

  private int state(State wanted) {
    for (int i = 0; i < states.size(); i++) {
      if (sameButName(states.get(i), wanted)) {
        taken.remove(wanted.column());
        return i;
      }
    }
    states.add(wanted);
    return states.size() - 1;
  }

  private static boolean sameButName(State a, State b) {
    return switch (a) {
      case State.Rows _ -> b instanceof State.Rows;
      case State.NonNull(_, var argument) -> b instanceof State.NonNull(_, var other) && argument.equals(other);
      case State.Sum(_, var argument, _, _) -> b instanceof State.Sum(_, var other, _, _) && argument.equals(other);
      case State.Extreme(_, var argument, var maximum, _) ->
          b instanceof State.Extreme(_, var other, var most, _) && argument.equals(other) && maximum == most;
    };
  }

  private Expression.Column reference(int state) {
    State referenced = states.get(state);
    return new Expression.Column(
        aggregate.keys().size() + state, referenced.type(), referenced instanceof State.Extreme);
  }

  /** What the state is about: the column it sums up, or the result it is for. */
  private String suffix(AggregateCall call, Expression argument) {
    String about =
        argument instanceof Expression.Column column
            ? aggregate.input().fields().get(column.index()).name()
            : call.name();
    return about.matches("[a-z][a-z0-9_]*") ? "_" + about : "";
  }

  /** A free name; PostgreSQL cuts names at 63 bytes, so longer ones are numbered from a short stem. */
  private String name(String wanted) {
    String stem = wanted.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 56 ? wanted.substring(0, wanted.indexOf('_', 2)) : wanted;
    String name = stem;
    for (int i = 2; !taken.add(name); i++) {
      name = stem + "_" + i;
    }
    return name;
  }
}
