package dev.deltamill.oracle.replay;

import dev.deltamill.codegen.phase.QuerySql;
import dev.deltamill.ir.plan.Result;
import dev.deltamill.ir.plan.SafetyClass;
import dev.deltamill.oracle.cases.Case;
import dev.deltamill.oracle.compare.Comparison.Content;
import dev.deltamill.oracle.compare.Comparison;
import dev.deltamill.oracle.compare.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares a case's stream tables with their queries, all in one snapshot, in a session that is neither the writer's nor the runtime's. */
final class Comparer implements AutoCloseable {
  private static final int ROWS_SHOWN = 6;

  /** As a refresh reads values. */
  private static final String SETTINGS =
      """
      SET TimeZone = 'UTC';
      SET DateStyle = 'ISO, MDY';
      SET IntervalStyle = 'postgres';
      SET extra_float_digits = 1;
      SET bytea_output = 'hex';
      SET row_security = off;
      SET lock_timeout = '10s';
      SET statement_timeout = '%ds';
      SET search_path = %s
      """;

  private final Connection connection;
  private final Case it;

  Comparer(Connection connection, Case it, String searchPath) throws SQLException {
    this.connection = connection;
    this.it = it;
    execute(SETTINGS.formatted(Replay.STATEMENT_SECONDS, searchPath));
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
  }

  void compare(List<Tracked> tables, int step) throws SQLException {
    Map<Tracked, List<String>> wrong = new LinkedHashMap<>();
    for (Tracked table : tables) {
      execute("SAVEPOINT table_of_case");
      try {
        List<String> differences = Comparison.differences(connection, subject(table));
        if (!differences.isEmpty()) {
          wrong.put(table, differences);
        } else {
          table.compared();
          expectChange(table, step);
        }
      } catch (SQLException e) {
        execute("ROLLBACK TO SAVEPOINT table_of_case");
        table.decide(Outcome.FAILED, step, "the comparison raises: " + Replay.message(e));
      }
    }
    connection.rollback();
    for (Map.Entry<Tracked, List<String>> entry : wrong.entrySet()) {
      if (isSteady(entry.getKey())) {
        entry.getKey().decide(Outcome.DIFFERENT, step, shown(entry.getValue()));
      } else {
        entry.getKey().decide(Outcome.SKIPPED, step, "its query gives other rows each time; \"compare\" can name what must agree");
      }
    }
  }

  private Subject subject(Tracked table) {
    return new Subject(
        table.plan().name().sql(), expected(table), it.compare(), it.tolerance(), table.plan().tieBroken());
  }

  /** The user's own text; where it leaves the order of rows open and shows it, the query with that order stated. */
  private static String expected(Tracked table) {
    boolean open =
        switch (table.plan().result()) {
          case Result.Bag(var query) -> query.breaksTies();
          case Result.Grouped grouped -> grouped.input().breaksTies();
        };
    return open ? QuerySql.of(table.plan()) : table.table().query();
  }

  /** Whether the query gives the same twice over the same rows; only what is refreshed FULL may not. */
  private boolean isSteady(Tracked table) throws SQLException {
    if (table.plan().safety() != SafetyClass.FULL_ONLY) {
      return true;
    }
    Content first = Comparison.content(connection, subject(table));
    connection.rollback();
    Content second = Comparison.content(connection, subject(table));
    connection.rollback();
    return first.equals(second);
  }

  private void expectChange(Tracked table, int step) throws SQLException {
    if (it.expectChange() != Case.ExpectedChange.NONE) {
      table.saw(Comparison.content(connection, subject(table)), step);
    }
  }

  private static String shown(List<String> differences) {
    String rows = String.join("\n", differences.subList(0, Math.min(ROWS_SHOWN, differences.size())));
    int more = differences.size() - ROWS_SHOWN;
    return more > 0 ? rows + "\nand %d more".formatted(more) : rows;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
