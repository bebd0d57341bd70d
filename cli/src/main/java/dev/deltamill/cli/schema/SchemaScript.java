package dev.deltamill.cli.schema;

import dev.deltamill.cli.TextFile;
import dev.deltamill.cli.UserError;
import dev.deltamill.cli.terminal.Progress;
import dev.deltamill.embedded.EmbeddedServer;
import dev.deltamill.ir.catalog.CatalogSnapshot;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/** Runs a schema's DDL in a PostgreSQL of our own, and takes the snapshot there. */
public final class SchemaScript {
  /** pg_dump writes these around a dump; they are for psql. */
  private static final Pattern RESTRICT = Pattern.compile("(?m)^\\\\(un)?restrict\\b.*$");

  private static final Pattern META_COMMAND = Pattern.compile("(?m)^\\\\.*$");

  private SchemaScript() {}

  /**
   * @throws UserError with the line, if PostgreSQL refuses a statement
   */
  public static CatalogSnapshot read(Path file, Progress progress) throws IOException, SQLException {
    String text = RESTRICT.matcher(TextFile.read(file)).replaceAll("");
    META_COMMAND
        .matcher(text)
        .results()
        .findFirst()
        .ifPresent(command -> {
          throw metaCommand(file, text, command);
        });
    progress.step("starting PostgreSQL");
    try (EmbeddedServer server = EmbeddedServer.builder().start();
        Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
      List<SqlScript.Statement> statements = SqlScript.split(text);
      for (int i = 0; i < statements.size(); i++) {
        progress.bar("running " + file.getFileName(), i, statements.size());
        run(connection, file, statements.get(i));
      }
      progress.step("reading the catalog");
      connection.setAutoCommit(true);
      return CatalogReader.read(connection);
    }
  }

  private static UserError metaCommand(Path file, String text, MatchResult command) {
    long line = 1 + text.substring(0, command.start()).chars().filter(c -> c == '\n').count();
    return new UserError(
        "%s:%d: %s is a command of psql and not SQL".formatted(file, line, command.group().strip()),
        "Take it out of the file; from a database, pg_dump --schema-only --no-owner --no-privileges writes a fitting one.");
  }

  private static void run(Connection connection, Path file, SqlScript.Statement statement) {
    try (var jdbc = connection.createStatement()) {
      jdbc.setEscapeProcessing(false);
      jdbc.execute(statement.text());
    } catch (SQLException e) {
      String remedy =
          switch (e.getSQLState() == null ? "" : e.getSQLState()) {
            case "42704" ->
                "If it is a role that is missing, write the schema without owners and privileges"
                    + " (pg_dump --schema-only --no-owner --no-privileges).";
            case "58P01", "0A000" -> "The PostgreSQL in Deltamill has only the extensions of PostgreSQL itself: use --url.";
            default -> "Correct the statement; PostgreSQL itself refused it.";
          };
      throw new UserError(
          "%s:%d: %s".formatted(file, line(statement, e), message(e)), remedy, e);
    }
  }

  private static int line(SqlScript.Statement statement, SQLException e) {
    if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
      int position = server.getServerErrorMessage().getPosition();
      if (position > 0) {
        int end = Math.min(statement.text().length(), statement.text().offsetByCodePoints(0, position - 1));
        return statement.line() + (int) statement.text().substring(0, end).chars().filter(c -> c == '\n').count();
      }
    }
    return statement.line();
  }

  private static String message(SQLException e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return first.replaceFirst("^[A-Z]+: ", "");
  }
}
