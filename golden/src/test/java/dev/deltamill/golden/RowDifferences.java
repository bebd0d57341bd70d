package dev.deltamill.golden;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares a query with a stream table as bags of their rows' texts; owes nothing to the comparison that is shipped. */
final class RowDifferences {
  private RowDifferences() {}

  /** What only one side has, and how often more than the other, in order of the rows' texts; empty if both are equal. */
  static List<String> of(Connection connection, DefinitionText definition) throws SQLException {
    Map<String, Integer> balance = new TreeMap<>();
    String query = "(%s)".formatted(definition.query());
    String row = "(__row.*)::text";
    if (definition.open()) {
      row = "ROW(%s)::text".formatted(String.join(", ", alike(connection, query)));
    }
    count(connection, "SELECT %s FROM %s AS __row".formatted(row, query), 1, balance);
    count(connection, "SELECT %s FROM %s AS __row".formatted(row, definition.name()), -1, balance);
    return balance.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .map(
            entry ->
                "%s %d × %s"
                    .formatted(entry.getValue() > 0 ? "missing" : "unexpected", Math.abs(entry.getValue()), entry.getKey()))
        .toList();
  }

  /** The query's columns so that equal values have one look. */
  private static List<String> alike(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM %s AS __row LIMIT 0".formatted(query))) {
      var columns = none.getMetaData();
      List<String> expressions = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String column = "__row.\"" + columns.getColumnName(i) + '"';
        expressions.add(
            switch (columns.getColumnTypeName(i)) {
              case "numeric" -> "trim_scale(%s)".formatted(column);
              case "interval" -> "justify_interval(%s)".formatted(column);
              default -> column;
            });
      }
      return expressions;
    }
  }

  private static void count(Connection connection, String sql, int weight, Map<String, Integer> balance) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        balance.merge(rows.getString(1), weight, Integer::sum);
      }
    }
  }
}
