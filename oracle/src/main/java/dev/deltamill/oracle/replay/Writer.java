package dev.deltamill.oracle.replay;

import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * The one session that runs a case's statements, each by itself; a transaction is what the statements make of it.
 *
 * <p>Rows of COPY … FROM STDIN follow the statement's semicolon from the next line on, as in a dump.
 */
final class Writer implements AutoCloseable {
  private static final Pattern COPY =
      Pattern.compile("(?is)\\s*(COPY\\b[^;]*\\bFROM\\s+STDIN\\b[^;]*);[ \\t]*\\R(.*)");

  private final Connection connection;

  Writer(ConnectionSettings settings) throws SQLException {
    this.connection = connect(settings);
    connection.setAutoCommit(true);
    execute("SET statement_timeout = '%ds'".formatted(Replay.STATEMENT_SECONDS), connection);
  }

  /** Any DateStyle can be set only where the connection is not encrypted; elsewhere a case that sets it fails. */
  private static Connection connect(ConnectionSettings settings) {
    if (!settings.requiresEncryption()) {
      try {
        return settings
            .with("sslmode", "disable")
            .with("gssEncMode", "disable")
            .with("allowEncodingChanges", "true")
            .with("socketFactory", AnyDateStyle.class.getName())
            .open();
      } catch (Problem e) {
        // A server may insist on encryption.
      }
    }
    return settings.open();
  }

  Connection connection() {
    return connection;
  }

  /** Runs statements in order; where one fails, the rest is not run. */
  void run(String what, List<String> statements) throws Failed {
    for (int i = 0; i < statements.size(); i++) {
      try {
        execute(statements.get(i));
      } catch (SQLException | IOException e) {
        throw new Failed("statement %d of %s: %s".formatted(i + 1, what, Replay.message(e)));
      }
    }
  }

  private void execute(String text) throws SQLException, IOException {
    Matcher copy = COPY.matcher(text);
    if (copy.matches()) {
      String rows = copy.group(2).replaceFirst("(?s)(^|\\n)\\\\\\.\\s*$", "$1");
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy.group(1), new StringReader(rows));
    } else {
      execute(text, connection);
    }
  }

  private static void execute(String text, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }

  /** Where names are found in this session. */
  String searchPath() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW search_path")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** A statement of the case that the server refuses. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message);
    }
  }
}
