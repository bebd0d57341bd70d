package dev.deltamill.oracle.cases;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One experiment: stream tables over a fresh database, and changes after each of which they must equal their queries.
 *
 * @param file where it was read from, for messages
 * @param source where it comes from, free text
 * @param setup statements that make and fill the tables
 * @param tables the stream tables, upstream first; never empty
 * @param steps statements between two refreshes, in the order in which one session runs them
 * @param features what it is about, free words
 * @param compare expressions over a stream table's columns that must agree; where empty, all columns
 * @param tolerance how far floats may be apart, relative to the greater of both
 * @param minimumServer the oldest PostgreSQL that can run the statements
 * @param expectChange how often the queries' results must change: a case that shows nothing fails
 */
public record Case(
    String file,
    String name,
    String source,
    List<String> setup,
    List<Table> tables,
    List<List<String>> steps,
    List<String> features,
    List<String> compare,
    OptionalDouble tolerance,
    OptionalInt minimumServer,
    ExpectedChange expectChange) {
  public Case {
    setup = List.copyOf(setup);
    tables = List.copyOf(tables);
    steps = steps.stream().map(List::copyOf).toList();
    features = List.copyOf(features);
    compare = List.copyOf(compare);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("a case has a stream table");
    }
  }

  /** When a case shows too little to prove anything. */
  public enum ExpectedChange {
    /** It need not show anything. */
    NONE,
    /** Some step changes the result of every query, and it has rows at some time. */
    ONCE,
    /** Every step changes the result of every query, and it never is empty. */
    EVERY_STEP
  }

  /**
   * A stream table.
   *
   * @param name as PostgreSQL's catalog holds it, without schema
   * @param query without a final semicolon
   */
  public record Table(String name, String query) {}

  public Optional<Table> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }
}
