package dev.deltamill.compiler.delta;

import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Relation;
import dev.deltamill.ir.type.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** GROUP BY in memory. Of values that are equal and look different (1.0 and 1.00) the one with the smallest image is shown, as in the printed SQL. */
public final class AggregateEvaluator {
  private static final Comparator<Object> IMAGE =
      Comparator.comparing(value -> value instanceof BigDecimal number ? number.scale() : 0);

  private AggregateEvaluator() {}

  static List<Row> evaluate(Relation.Aggregate aggregate, List<Row> input) {
    Map<Row, List<Row>> groups = new LinkedHashMap<>();
    if (aggregate.global()) {
      groups.put(Row.of(), new ArrayList<>());
    }
    for (Row row : input) {
      groups.computeIfAbsent(canonical(key(aggregate.keys(), row)), _ -> new ArrayList<>()).add(row);
    }
    List<Row> result = new ArrayList<>();
    for (List<Row> group : groups.values()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int key : aggregate.keys()) {
        values.add(group.stream().map(row -> row.get(key)).filter(Objects::nonNull).min(IMAGE).orElse(null));
      }
      aggregate.calls().forEach(call -> values.add(call(call, group)));
      result.add(new Row(values));
    }
    return result;
  }

  /** A key such that group-equal keys are equal. */
  public static Row canonical(Row key) {
    List<@Nullable Object> values = new ArrayList<>();
    key.values().forEach(value -> values.add(value instanceof BigDecimal number ? number.stripTrailingZeros() : value));
    return new Row(values);
  }

  static Row key(List<Integer> positions, Row row) {
    List<@Nullable Object> values = new ArrayList<>();
    positions.forEach(position -> values.add(row.get(position)));
    return new Row(values);
  }

  private static @Nullable Object call(AggregateCall call, List<Row> group) {
    List<Object> arguments = new ArrayList<>();
    for (Row row : group) {
      if (call.filter().isPresent() && !ExpressionEvaluator.isTrue(call.filter().get(), row)) {
        continue;
      }
      Object argument = call.arguments().isEmpty() ? Boolean.TRUE : ExpressionEvaluator.evaluate(call.arguments().getFirst(), row);
      if (argument != null) {
        arguments.add(argument);
      }
    }
    if (call.distinct()) {
      throw new UnsupportedOperationException("DISTINCT");
    }
    return switch (call.function().name().value()) {
      case "count" -> (long) arguments.size();
      case "min" -> extreme(arguments, false);
      case "max" -> extreme(arguments, true);
      case "sum" -> arguments.isEmpty() ? null : sum(arguments, call.type());
      case "avg" ->
          arguments.isEmpty()
              ? null
              : ExpressionEvaluator.quotient((BigDecimal) sum(arguments, SqlType.NUMERIC), BigDecimal.valueOf(arguments.size()));
      default -> throw new UnsupportedOperationException("aggregate " + call.function());
    };
  }

  /** The smallest or largest of the values, NULL for none. */
  public static @Nullable Object extreme(List<Object> values, boolean maximum) {
    Comparator<Object> order = maximum ? ExpressionEvaluator.ORDER.reversed() : ExpressionEvaluator.ORDER;
    return values.stream().min(order.thenComparing(IMAGE)).orElse(null);
  }

  /** The sum as a value of a type, 0 for none; a numeric sum has the largest scale of its summands. */
  public static Object sum(List<Object> values, SqlType type) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Object value : values) {
      sum = sum.add((BigDecimal) Objects.requireNonNull(ExpressionEvaluator.cast(value, SqlType.NUMERIC)));
    }
    return type.is("numeric") ? sum : (Object) sum.longValueExact();
  }
}
