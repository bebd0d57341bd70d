package dev.deltamill.codegen.sql;

import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.relation.Expression;
import dev.deltamill.ir.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Aggregates and group keys as SQL. Where equal values can look different (1.0 and 1.00) the query leaves open which one is shown; here the one
 * with the smallest binary image is, in every phase alike.
 */
public final class AggregateSql {
  private AggregateSql() {}

  /** A group key as the group shows it. */
  static String key(String key, SqlType type) {
    return type.hasOneImage() ? key : first(key, type, image(key), "");
  }

  static String call(AggregateCall call, ExpressionSql expressions) {
    String filter = call.filter().map(condition -> " FILTER (WHERE " + expressions.print(condition) + ")").orElse("");
    String function = ExpressionSql.function(call.function());
    if (call.arguments().isEmpty()) {
      return function + "(*)" + filter;
    }
    if (call.is("min") || call.is("max")) {
      if (call.filter().isPresent()) {
        throw new IllegalArgumentException("FILTER of an extreme is gone from normalised queries: " + call.function());
      }
      boolean alike = call.alike() || call.arguments().getFirst().type().hasOneImage();
      return extreme(call.arguments().getFirst(), expressions, alike, call.is("max"));
    }
    if (call.choosesImage()) {
      return overSmallestImages(call, expressions, filter);
    }
    return written(call, expressions::print) + filter;
  }

  private static String written(AggregateCall call, Function<Expression, String> print) {
    String function = ExpressionSql.function(call.function());
    String values = (call.distinct() ? "DISTINCT " : "") + String.join(", ", call.values().stream().map(print).toList());
    List<String> order = order(call, print);
    if (call.ordering().filter(AggregateCall.Ordering::within).isPresent()) {
      return function + "(" + values + ") WITHIN GROUP (ORDER BY " + String.join(", ", order) + ")";
    }
    return function + "(" + values + (order.isEmpty() ? "" : " ORDER BY " + String.join(", ", order)) + ")";
  }

  /** The group's values are gathered first, and each gives way to that of its equals with the smallest image. */
  private static String overSmallestImages(AggregateCall call, ExpressionSql expressions, String filter) {
    Expression compared = call.compared().getFirst();
    String aggregate = written(call, argument -> argument.equals(compared) ? "alike.v" : expressions.print(argument));
    return "(SELECT "
        + aggregate
        + " FROM (SELECT first_value(u.v) OVER (PARTITION BY u.v ORDER BY "
        + image("u.v")
        + ") AS v FROM unnest(array_agg("
        + expressions.print(compared)
        + ")"
        + filter
        + ") AS u (v)) AS alike)";
  }

  /**
   * The order in which an aggregate takes the rows of a group: the user's keys, and behind them the image of what it takes, so that the result
   * follows from the bag of rows. Rows that this leaves side by side are the same to the aggregate.
   */
  private static List<String> order(AggregateCall call, Function<Expression, String> print) {
    List<String> order = new ArrayList<>();
    List<String> directions = call.ordering().map(AggregateCall.Ordering::directions).orElse(List.of());
    for (int i = 0; i < directions.size(); i++) {
      order.add(print.apply(call.keys().get(i)) + directions.get(i));
    }
    if (!call.orderless()) {
      order.add(image(String.join(", ", call.values().stream().map(print).toList())));
    }
    return order;
  }

  /**
   * The smallest or largest value that is not NULL.
   *
   * @param alike whether equal values look alike
   */
  private static String extreme(Expression value, ExpressionSql expressions, boolean alike, boolean maximum) {
    String argument = expressions.print(value);
    if (alike) {
      return (maximum ? "max(" : "min(") + argument + ")";
    }
    String direction = maximum ? " DESC" : "";
    return first(argument, value.type(), argument + direction + ", " + image(argument), " FILTER (WHERE " + ExpressionSql.absent(argument, value.type(), true) + ")");
  }

  /** The first value of a group in an order. Of arrays array_agg makes one array of more dimensions, so they pass through it as texts; and a user's type may be a domain over one. */
  private static String first(String value, SqlType type, String order, String filter) {
    boolean asText = type.isArray() || !type.name().isBuiltin();
    return "(array_agg("
        + (asText ? "(" + value + ")::text" : value)
        + " ORDER BY "
        + order
        + ")"
        + filter
        + ")[1]"
        + (asText ? "::" + type.sql() : "");
  }

  private static String image(String value) {
    return "record_send(ROW(" + value + "))";
  }
}
