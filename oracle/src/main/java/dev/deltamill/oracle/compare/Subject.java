package dev.deltamill.oracle.compare;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is to be compared, and how closely.
 *
 * @param table the stream table as SQL
 * @param query the user's own text
 * @param expressions over the columns that must agree; where empty, all columns
 * @param tolerance how far floats may be apart, relative to the greater of both
 * @param open whether the query leaves open which of several equal values it gives (1.5 or 1.50): then equal values will do
 */
public record Subject(String table, String query, List<String> expressions, OptionalDouble tolerance, boolean open) {
  public Subject {
    expressions = List.copyOf(expressions);
  }
}
