package dev.deltamill.runtime;

import dev.deltamill.ir.name.Identifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose transactions all read and write values in the same way, whatever the role's or the database's settings.
 *
 * <p>Everything is pinned per transaction and not per session: behind a pooler in transaction mode the session is another each
 * time.
 */
final class Session implements AutoCloseable {
  /** No statement here takes a snapshot, so that locks can be taken before there is one. */
  private static final String PINS =
      """
      SET LOCAL TimeZone = 'UTC';
      SET LOCAL DateStyle = 'ISO, MDY';
      SET LOCAL IntervalStyle = 'postgres';
      SET LOCAL extra_float_digits = 1;
      SET LOCAL bytea_output = 'hex';
      SET LOCAL lc_monetary = 'C';
      SET LOCAL quote_all_identifiers = off;
      SET LOCAL standard_conforming_strings = on;
      SET LOCAL row_security = off;
      SET LOCAL statement_timeout = 0;
      SET LOCAL search_path = pg_catalog, pg_temp;
      """;

  private final Connection connection;

  private Session(Connection connection) {
    this.connection = connection;
  }

  static Session open(ConnectionSource source) {
    Connection connection;
    try {
      connection = source.open();
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw Failures.explain(e);
    }
    return new Session(connection);
  }

  /** What runs in a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException, Backoff.Busy;
  }

  /** One row of a result as a value. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * @param lockTimeoutMillis how long a statement waits for a lock; a wait that ends fails with 55P03
   */
  <T> T readCommitted(int lockTimeoutMillis, Work<T> work) throws SQLException, Backoff.Busy {
    return transaction("READ COMMITTED", lockTimeoutMillis, work);
  }

  /** The snapshot is taken by the first statement of the work that needs one. */
  <T> T repeatableRead(int lockTimeoutMillis, Work<T> work) throws SQLException, Backoff.Busy {
    return transaction("REPEATABLE READ", lockTimeoutMillis, work);
  }

  private <T> T transaction(String isolation, int lockTimeoutMillis, Work<T> work) throws SQLException, Backoff.Busy {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      execute(
          "SET TRANSACTION ISOLATION LEVEL %s;\n%sSET LOCAL lock_timeout = %d;"
              .formatted(isolation, PINS, lockTimeoutMillis));
      T result = work.run();
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback();
      }
      leave();
    }
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone and the transaction with it; what led here is reported.
    }
  }

  private void leave() {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // As above.
    }
  }

  /** Lets the rest of the transaction find names in these schemas. */
  void searchPath(List<Identifier> schemas) throws SQLException {
    String path =
        Stream.concat(schemas.stream().map(Session::quoted), Stream.of("pg_temp")).collect(Collectors.joining(", "));
    execute("SET LOCAL search_path = " + path);
  }

  void searchPathPinned() throws SQLException {
    execute("SET LOCAL search_path = pg_catalog, pg_temp");
  }

  void lockTimeout(int millis) throws SQLException {
    execute("SET LOCAL lock_timeout = " + millis);
  }

  private static String quoted(Identifier schema) {
    return '"' + schema.value().replace("\"", "\"\"") + '"';
  }

  /** Executes a text of one or several statements. */
  void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }

  /** Executes a text of one or several statements and reads the last result that has rows. */
  <T> List<T> executeReading(String text, int maximumRows, RowReader<T> reader) throws SQLException {
    List<T> rows = List.of();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setMaxRows(maximumRows);
      boolean hasRows = statement.execute(text);
      while (hasRows || statement.getUpdateCount() != -1) {
        if (hasRows) {
          try (ResultSet result = statement.getResultSet()) {
            rows = readAll(result, reader);
          }
        }
        hasRows = statement.getMoreResults();
      }
    }
    return rows;
  }

  /**
   * One of several texts that are executed together: one statement with one result.
   *
   * @param reader called for each row
   */
  record Piece(String text, RowReader<?> reader) {}

  /** Executes several texts in one round trip. */
  void together(List<Piece> pieces) throws SQLException {
    // A text's last line may be a comment.
    String all = pieces.stream().map(piece -> piece.text() + "\n;").collect(Collectors.joining("\n"));
    int next = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      boolean hasRows = statement.execute(all);
      while (hasRows || statement.getUpdateCount() != -1) {
        if (hasRows) {
          try (ResultSet result = statement.getResultSet()) {
            readAll(result, pieces.get(next++).reader());
          }
        }
        hasRows = statement.getMoreResults();
      }
    }
  }

  /** A query with parameters; lists of texts become {@code text[]}. */
  <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet result = statement.executeQuery()) {
      return readAll(result, reader);
    }
  }

  int update(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /** One statement for several lists of parameters, in one round trip. */
  void updateEach(String sql, List<List<@Nullable Object>> parameters) throws SQLException {
    if (parameters.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (List<@Nullable Object> one : parameters) {
        set(statement, one);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    set(statement, Arrays.asList(parameters));
    return statement;
  }

  private void set(PreparedStatement statement, List<@Nullable Object> parameters) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i) instanceof List<?> list) {
        statement.setArray(i + 1, connection.createArrayOf("text", list.toArray()));
      } else {
        statement.setObject(i + 1, parameters.get(i));
      }
    }
  }

  private static <T> List<T> readAll(ResultSet result, RowReader<T> reader) throws SQLException {
    List<T> rows = new ArrayList<>();
    while (result.next()) {
      rows.add(reader.read(result));
    }
    return rows;
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    var array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing that was committed depends on it.
    }
  }
}
