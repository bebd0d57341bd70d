package dev.deltamill.codegen.sql;

import dev.deltamill.ir.relation.AggregateCall;
import dev.deltamill.ir.type.SqlType;

/**
 * Aggregates and group keys as SQL. Where equal values can look different (1.0 and 1.00) the query leaves open which one is shown; here the one
 * with the smallest binary image is, in every phase alike.
 */
public final class AggregateSql {
  private AggregateSql() {}

  /** A group key as the group shows it. */
  static String key(String key, SqlType type) {
    return type.hasOneImage() ? key : "(array_agg(" + key + " ORDER BY " + image(key) + "))[1]";
  }

  static String call(AggregateCall call, ExpressionSql expressions) {
    if (call.filter().isPresent()) {
      throw new IllegalArgumentException("FILTER is gone from normalised queries: " + call.function());
    }
    if (call.arguments().isEmpty()) {
      return ExpressionSql.function(call.function()) + "(*)";
    }
    String argument = expressions.print(call.arguments().getFirst());
    if (call.is("min") || call.is("max")) {
      boolean alike = call.alike() || call.arguments().getFirst().type().hasOneImage();
      return extreme(argument, alike, call.is("max"));
    }
    return ExpressionSql.function(call.function()) + "(" + (call.distinct() ? "DISTINCT " : "") + argument + ")";
  }

  /**
   * The smallest or largest value that is not NULL.
   *
   * @param alike whether equal values look alike
   */
  private static String extreme(String argument, boolean alike, boolean maximum) {
    if (alike) {
      return (maximum ? "max(" : "min(") + argument + ")";
    }
    String direction = maximum ? " DESC" : "";
    return "(array_agg("
        + argument
        + " ORDER BY "
        + argument
        + direction
        + ", "
        + image(argument)
        + ") FILTER (WHERE "
        + argument
        + " IS NOT NULL))[1]";
  }

  private static String image(String value) {
    return "record_send(ROW(" + value + "))";
  }
}
