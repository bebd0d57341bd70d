package dev.deltamill.runtime.catalog;

import dev.deltamill.ir.name.Identifier;
import dev.deltamill.ir.name.QualifiedName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the queries that lie beside this class. */
final class CatalogQueries {
  private final Connection connection;

  CatalogQueries(Connection connection) {
    this.connection = connection;
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void runFile(String name) throws SQLException {
    run(text(name));
  }

  <T> List<T> rows(String name, RowForm<T> form) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(text(name))) {
      List<T> rows = new ArrayList<>();
      Row row = new Row(result);
      while (result.next()) {
        rows.add(form.apply(row));
      }
      return rows;
    }
  }

  private static String text(String name) {
    try (InputStream stream = CatalogQueries.class.getResourceAsStream(name + ".sql")) {
      if (stream == null) {
        throw new IllegalStateException("no catalog query " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  interface RowForm<T> {
    T apply(Row row) throws SQLException;
  }

  /** The current row of a result, its columns by name. */
  static final class Row {
    private final ResultSet result;

    private Row(ResultSet result) {
      this.result = result;
    }

    long oid(String column) throws SQLException {
      return result.getLong(column);
    }

    int number(String column) throws SQLException {
      return result.getInt(column);
    }

    boolean flag(String column) throws SQLException {
      return result.getBoolean(column);
    }

    char letter(String column) throws SQLException {
      return text(column).charAt(0);
    }

    String text(String column) throws SQLException {
      return optionalText(column).orElseThrow(() -> new SQLException(column + " is null"));
    }

    Optional<String> optionalText(String column) throws SQLException {
      return Optional.ofNullable(result.getString(column));
    }

    Identifier identifier(String column) throws SQLException {
      return new Identifier(text(column));
    }

    QualifiedName name(String schema, String name) throws SQLException {
      return new QualifiedName(identifier(schema), identifier(name));
    }

    List<Long> oids(String column) throws SQLException {
      return elements(column).stream().map(element -> ((Number) element).longValue()).toList();
    }

    List<Integer> numbers(String column) throws SQLException {
      return elements(column).stream().map(element -> ((Number) element).intValue()).toList();
    }

    List<String> texts(String column) throws SQLException {
      return elements(column).stream().map(String.class::cast).toList();
    }

    /** An array's elements; a null array has none. */
    private List<Object> elements(String column) throws SQLException {
      @Nullable Array array = result.getArray(column);
      return array == null ? List.of() : List.of((Object[]) array.getArray());
    }
  }
}
