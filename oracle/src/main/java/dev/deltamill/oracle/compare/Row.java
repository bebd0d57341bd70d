package dev.deltamill.oracle.compare;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row that one side has and the other lacks.
 *
 * @param expected whether the query has it
 * @param values as texts; null is NULL
 */
record Row(boolean expected, List<@Nullable String> values) {
  String side() {
    return expected ? "missing" : "unexpected";
  }

  @Override
  public String toString() {
    return values.stream().map(value -> value == null ? "NULL" : value).collect(Collectors.joining(", ", "(", ")"));
  }
}
