package dev.deltamill.oracle.compare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a stream table with the user's own query: EXCEPT ALL both ways, and then by image, because EXCEPT ALL takes 1.0 for 1.00 and
 * does not work for types without equality. The caller holds the snapshot in which both sides are read.
 */
public final class Comparison {
  /** PostgreSQL finds no equality, or none that it can use, for some column. */
  private static final Set<String> NO_EQUALITY = Set.of("42883", "0A000");

  /** A type may have no binary form. */
  private static final String NO_SUCH_FUNCTION = "42883";

  /** The driver calls a column so that is filled from a sequence. */
  private static final Map<String, String> SERIAL = Map.of("smallserial", "int2", "serial", "int4", "bigserial", "int8");

  private final Connection connection;
  private final Subject subject;
  private final List<String> names;
  private final List<Boolean> floats;

  private Comparison(Connection connection, Subject subject, List<String> names, List<Boolean> floats) {
    this.connection = connection;
    this.subject = subject;
    this.names = names;
    this.floats = floats;
  }

  /**
   * In what both sides differ, as texts for a person; empty where they are equal.
   *
   * @param connection within a transaction that keeps its snapshot
   */
  public static List<String> differences(Connection connection, Subject subject) throws SQLException {
    List<Column> expected = columns(connection, side(subject, "(\n" + subject.query() + "\n)"));
    List<Column> actual = columns(connection, side(subject, subject.table()));
    if (!expected.equals(actual)) {
      return List.of("the query has the columns %s and the stream table has %s".formatted(expected, actual));
    }
    List<String> names = IntStream.rangeClosed(1, expected.size()).mapToObj(i -> "c" + i).toList();
    List<Boolean> floats = expected.stream().map(column -> subject.tolerance().isPresent() && column.isFloat()).toList();
    return new Comparison(connection, subject, names, floats).run();
  }

  /** How many rows the query has, and a text that is the same for the same rows only. */
  public static Content content(Connection connection, Subject subject) throws SQLException {
    String rows = "SELECT ROW(e.*)::text AS row FROM (%s) AS e".formatted(side(subject, "(\n" + subject.query() + "\n)"));
    String sql = "SELECT count(*), md5(coalesce(string_agg(r.row, E'\\n' ORDER BY r.row COLLATE \"C\"), '')) FROM (" + rows + ") AS r";
    try (Statement statement = statement(connection);
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Content(row.getLong(1), row.getString(2));
    }
  }

  /** What a query gives at one moment. */
  public record Content(long rows, String digest) {}

  /** As the server describes it. */
  private record Column(String name, String type) {
    boolean isFloat() {
      return type.equals("float4") || type.equals("float8");
    }

    @Override
    public String toString() {
      return name + " " + type;
    }
  }

  private static List<Column> columns(Connection connection, String side) throws SQLException {
    try (Statement statement = statement(connection);
        ResultSet none = statement.executeQuery("SELECT * FROM (" + side + ") AS side LIMIT 0")) {
      ResultSetMetaData described = none.getMetaData();
      List<Column> columns = new ArrayList<>();
      for (int i = 1; i <= described.getColumnCount(); i++) {
        String type = described.getColumnTypeName(i);
        columns.add(new Column(described.getColumnName(i), SERIAL.getOrDefault(type, type)));
      }
      return columns;
    }
  }

  private static String side(Subject subject, String relation) {
    String columns = subject.expressions().isEmpty() ? "*" : String.join(",\n", subject.expressions());
    return "SELECT %s\nFROM %s AS side".formatted(columns, relation);
  }

  private List<String> run() throws SQLException {
    // A table without columns has rows nevertheless.
    List<Row> byValue = names.isEmpty() ? all() : byValue();
    if (floats.contains(true)) {
      byValue = new Closeness(subject.tolerance().orElse(0), floats).unpaired(byValue);
    }
    if (!byValue.isEmpty()) {
      return texts(byValue, "");
    }
    return subject.open() ? List.of() : texts(byImage(), " by image");
  }

  private static List<String> texts(List<Row> rows, String how) {
    return rows.stream()
        .collect(Collectors.groupingBy(row -> row, java.util.LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(row -> "%s%s %d × %s".formatted(row.getKey().side(), how, row.getValue(), row.getKey()))
        .toList();
  }

  private List<Row> byValue() throws SQLException {
    String exceptAll =
        """
        SELECT true, %1$s FROM (TABLE expected EXCEPT ALL TABLE actual) AS missing
        UNION ALL
        SELECT false, %1$s FROM (TABLE actual EXCEPT ALL TABLE expected) AS unexpected
        """
            .formatted(each(name -> name + "::text"));
    List<Row> rows = attempt(exceptAll, NO_EQUALITY);
    return rows == null ? all() : rows;
  }

  /** Both sides without what they share as texts. */
  private List<Row> all() throws SQLException {
    String texts = names.isEmpty() ? "" : ", " + each(name -> name + "::text");
    List<Row> rows =
        query("SELECT true%1$s FROM expected UNION ALL SELECT false%1$s FROM actual".formatted(texts));
    return new Closeness(0, Collections.nCopies(names.size(), false)).unpaired(rows);
  }

  /** Rows whose images one side has more often, without floats where those need not agree exactly. */
  private List<Row> byImage() throws SQLException {
    List<String> exact = IntStream.range(0, names.size()).filter(i -> !floats.get(i)).mapToObj(names::get).toList();
    String row = "ROW(%s)".formatted(String.join(", ", exact));
    List<Row> rows = attempt(imbalance("record_send(" + row + ")"), Set.of(NO_SUCH_FUNCTION));
    return rows == null ? query(imbalance(row + "::text")) : rows;
  }

  private String imbalance(String image) {
    String texts = each(name -> "min(%s)".formatted(name));
    String columns = each(name -> "%1$s::text AS %1$s".formatted(name));
    return """
        SELECT sum(weight) > 0, %1$s
        FROM (
          SELECT %2$s AS image, 1 AS weight, %3$s FROM expected
          UNION ALL
          SELECT %2$s, -1, %3$s FROM actual) AS rows
        GROUP BY image
        HAVING sum(weight) <> 0
        """
        .formatted(texts, image, columns);
  }

  private String each(Function<String, String> form) {
    return names.stream().map(form).collect(Collectors.joining(", "));
  }

  /** Null where the server can't, for one of these reasons. */
  private @Nullable List<Row> attempt(String sql, Set<String> reasons) throws SQLException {
    try (Statement statement = statement(connection)) {
      statement.execute("SAVEPOINT attempt");
      try {
        List<Row> rows = query(sql);
        statement.execute("RELEASE SAVEPOINT attempt");
        return rows;
      } catch (SQLException e) {
        if (!reasons.contains(e.getSQLState())) {
          throw e;
        }
        statement.execute("ROLLBACK TO SAVEPOINT attempt");
        return null;
      }
    }
  }

  /** @param sql reads the tables {@code expected} and {@code actual} */
  private List<Row> query(String sql) throws SQLException {
    String columns = names.isEmpty() ? "" : names.stream().collect(Collectors.joining(", ", " (", ")"));
    String with =
        Stream.of(
                "expected%s AS MATERIALIZED (\n%s)".formatted(columns, side(subject, "(\n" + subject.query() + "\n)")),
                "actual%s AS MATERIALIZED (\n%s)".formatted(columns, side(subject, subject.table())))
            .collect(Collectors.joining(",\n", "WITH ", "\n"));
    List<Row> rows = new ArrayList<>();
    try (Statement statement = statement(connection);
        ResultSet result = statement.executeQuery(with + sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 2; i <= width; i++) {
          values.add(result.getString(i));
        }
        rows.add(new Row(result.getBoolean(1), values));
      }
    }
    return rows;
  }

  private static Statement statement(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }
}
