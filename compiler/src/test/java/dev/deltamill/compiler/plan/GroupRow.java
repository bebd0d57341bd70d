package dev.deltamill.compiler.plan;

import dev.deltamill.compiler.delta.AggregateEvaluator;
import dev.deltamill.compiler.delta.ExpressionEvaluator;
import dev.deltamill.compiler.delta.Row;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.State;
import dev.deltamill.ir.relation.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys and states of one group, as storage holds them. */
record GroupRow(Row key, List<@Nullable Object> states) {

  /** All groups of an input, by a key that is equal where groups are. */
  static Map<Row, GroupRow> ofAll(Result.Grouped grouped, List<Row> input) {
    Map<Row, List<Row>> groups = new LinkedHashMap<>();
    if (grouped.global()) {
      groups.put(Row.of(), new ArrayList<>());
    }
    for (Row row : input) {
      groups.computeIfAbsent(AggregateEvaluator.canonical(pick(grouped.keys(), row)), _ -> new ArrayList<>()).add(row);
    }
    Map<Row, GroupRow> result = new LinkedHashMap<>();
    groups.forEach((key, rows) -> result.put(key, of(grouped, rows)));
    return result;
  }

  private static GroupRow of(Result.Grouped grouped, List<Row> rows) {
    List<@Nullable Object> key = new ArrayList<>();
    for (int position : grouped.keys()) {
      List<Object> images = rows.stream().map(row -> row.get(position)).filter(Objects::nonNull).toList();
      key.add(AggregateEvaluator.extreme(images, false));
    }
    List<@Nullable Object> states = new ArrayList<>();
    for (State state : grouped.states()) {
      states.add(
          switch (state) {
            case State.Rows _ -> (Object) (long) rows.size();
            case State.NonNull(_, var argument) -> (long) values(argument, rows).size();
            case State.Sum(_, var argument, var type, _) -> AggregateEvaluator.sum(values(argument, rows), type);
            case State.Extreme(_, var argument, boolean maximum, _) -> AggregateEvaluator.extreme(values(argument, rows), maximum);
          });
    }
    return new GroupRow(new Row(key), states);
  }

  private static List<Object> values(Expression argument, List<Row> rows) {
    return rows.stream().map(row -> ExpressionEvaluator.evaluate(argument, row)).filter(Objects::nonNull).toList();
  }

  private static Row pick(List<Integer> positions, Row row) {
    List<@Nullable Object> values = new ArrayList<>();
    positions.forEach(position -> values.add(row.get(position)));
    return new Row(values);
  }

  long rows() {
    return (Long) states.getFirst();
  }

  /** The states by image; a sum of fixed scale by value, for 0.00 of no value is 0 and never shown. */
  List<@Nullable Object> comparable(Result.Grouped grouped) {
    List<@Nullable Object> comparable = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      boolean fixed = grouped.states().get(i) instanceof State.Sum sum && sum.fixedScale();
      Object value = states.get(i);
      comparable.add(fixed && value instanceof BigDecimal number ? number.stripTrailingZeros() : value);
    }
    return comparable;
  }

  /** The row that the query shows of this group, none where HAVING hides it. */
  List<Row> visible(Result.Grouped grouped) {
    Row row = key.with(new Row(states));
    if (grouped.having().isPresent() && !ExpressionEvaluator.isTrue(grouped.having().get(), row)) {
      return List.of();
    }
    List<@Nullable Object> values = new ArrayList<>();
    grouped.outputs().forEach(output -> values.add(ExpressionEvaluator.evaluate(output.expression(), row)));
    return List.of(new Row(values));
  }
}
