package dev.deltamill.golden;

import dev.deltamill.codegen.CompileResult;
import dev.deltamill.codegen.Deltamill;
import dev.deltamill.fixture.Database;
import dev.deltamill.fixture.Role;
import dev.deltamill.fixture.TestServer;
import dev.deltamill.ir.artifact.ArtifactSet;
import dev.deltamill.ir.artifact.Manifest;
import dev.deltamill.ir.diagnostic.SourceText;
import dev.deltamill.ir.name.QualifiedName;
import dev.deltamill.runtime.Backoff;
import dev.deltamill.runtime.ConnectionSettings;
import dev.deltamill.runtime.Installer;
import dev.deltamill.runtime.Pruner;
import dev.deltamill.runtime.RefreshReport;
import dev.deltamill.runtime.PhaseListener;
import dev.deltamill.runtime.Refresher;
import dev.deltamill.runtime.Verifier;
import dev.deltamill.runtime.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A database whose tables belong to somebody else, and Deltamill on it as an ordinary role: SELECT and TRIGGER on the tables,
 * CREATE in their schema, a schema of its own.
 */
public final class Mill implements AutoCloseable {
  private final Database database;
  private final Role role;
  private final ConnectionSettings settings;
  private final Refresher refresher;

  /**
   * @param schema scripts that make the tables
   */
  public Mill(String... schema) throws SQLException {
    database = TestServer.shared().newDatabase();
    role = database.createRole("miller");
    settings = ConnectionSettings.ofUrl(database.urlAs(role));
    refresher = new Refresher(settings);
    database.execute(
        "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database.name()),
        "GRANT CONNECT ON DATABASE %s TO %s".formatted(database.name(), role.name()),
        "CREATE SCHEMA deltamill AUTHORIZATION " + role.name(),
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE, CREATE ON SCHEMA public TO " + role.name());
    database.execute(schema);
    database.execute("GRANT SELECT, TRIGGER ON ALL TABLES IN SCHEMA public TO " + role.name());
  }

  public int majorVersion() {
    return database.majorVersion();
  }

  public CompileResult compile(String file, String definitions) throws SQLException {
    try (Connection connection = connect()) {
      return Deltamill.compile(CatalogReader.read(connection), List.of(new SourceText(file, definitions)));
    }
  }

  public void install(ArtifactSet set) {
    new Installer(settings).install(set, false);
  }

  public RefreshReport refresh() {
    return refresher.refreshAll(Refresher.Mode.AUTO);
  }

  /** A refresh that somebody watches. */
  public RefreshReport refresh(PhaseListener listener) {
    return new Refresher(settings, listener, Backoff.DEFAULT).refreshAll(Refresher.Mode.AUTO);
  }

  public List<Verifier.Result> verify() {
    return new Verifier(settings, 20).verifyAll();
  }

  public void prune() {
    new Pruner(settings).prune();
  }

  /** A new session as the role. */
  public Connection connect() throws SQLException {
    return database.connectAs(role);
  }

  /** A new session as the tables' owner. */
  public Connection connectAsOwner() throws SQLException {
    return database.connect();
  }

  /** Runs statements of the tables' owner in one session, each in a transaction of its own unless they say otherwise. */
  public void write(List<String> statements) throws SQLException {
    database.execute(statements.toArray(String[]::new));
  }

  /**
   * In which rows the stream tables differ from their queries, by name.
   *
   * @return only those that differ
   */
  public Map<String, List<String>> differences(List<DefinitionText> definitions) throws SQLException {
    Map<String, List<String>> found = new TreeMap<>();
    try (Connection connection = connectAsOwner()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      for (DefinitionText definition : definitions) {
        List<String> rows = RowDifferences.of(connection, definition);
        if (!rows.isEmpty()) {
          found.put(definition.name(), rows);
        }
      }
      connection.rollback();
    }
    return found;
  }

  /** Tables of Deltamill's own that hold rows although nothing waits: change buffers, marks and work tables. */
  public List<String> leftovers(List<Manifest> manifests) throws SQLException {
    List<String> tables = new ArrayList<>(workTables(manifests));
    manifests.stream()
        .flatMap(manifest -> manifest.sources().stream())
        .map(source -> source.buffer().sql())
        .distinct()
        .forEach(tables::add);
    tables.add("deltamill.capture_mark");
    return filled(tables);
  }

  /** Work tables that hold rows although no refresh runs. */
  public List<String> filledWorkTables(List<Manifest> manifests) throws SQLException {
    return filled(workTables(manifests));
  }

  private static List<String> workTables(List<Manifest> manifests) {
    return manifests.stream().flatMap(manifest -> manifest.workTables().stream()).map(QualifiedName::sql).toList();
  }

  private List<String> filled(List<String> tables) throws SQLException {
    List<String> filled = new ArrayList<>();
    if (tables.isEmpty()) {
      return filled;
    }
    String query =
        String.join(
            "\nUNION ALL ",
            tables.stream().map(table -> "SELECT '%1$s' WHERE EXISTS (SELECT 1 FROM %1$s)".formatted(table)).toList());
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        filled.add(rows.getString(1));
      }
    }
    return filled;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
